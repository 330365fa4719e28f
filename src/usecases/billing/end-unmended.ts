import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { changeVisit, lockVisit } from '../visits/change-visit.ts';
import { awaitsMoney } from './awaits-money.ts';

/**
 * The time to mend a failed authorization, or to approve one at the bank, is over: the visit is cancelled (M2). Calm when it was mended or
 * ended in the meantime.
 */
export async function endUnmended(deps: Pick<BookingDependencies, 'clock' | 'work'>, caller: Caller, id: VisitId): Promise<void> {
  const by = demand(caller, 'act-on-deadline');
  await deps.work.run(async (transaction) => {
    const visit = await lockVisit(transaction, by, id);
    const payment = await transaction.payments.lock(id);
    const now = deps.clock.now();
    if (!payment?.mendBy || !awaitsMoney(payment) || payment.mendBy.epochMilliseconds > now.epochMilliseconds) return;
    if (visit.status !== 'confirmed' && visit.status !== 'joinable') return;
    const command = { type: 'cancel', by: 'system', reason: 'payment-not-mended', note: null } as const;
    await changeVisit(transaction, { visit, command, by, now });
  });
}
