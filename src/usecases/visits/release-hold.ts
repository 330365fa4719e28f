import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';

/** Gives a held time back; calm when it is given back or has lapsed already. Refusals: `not-found`, `not-in-this-status` once it was requested. */
export async function releaseHold(deps: Pick<BookingDependencies, 'clock' | 'work'>, caller: Caller, id: VisitId): Promise<void> {
  const by = demand(caller, 'release-hold');
  await deps.work.run(async (transaction) => {
    const visit = await lockVisit(transaction, by, id);
    if (visit.status === 'expired' && visit.requestedAt === null) return;
    if (visit.requestedAt !== null) throw new Refusal('not-in-this-status');
    await changeVisit(transaction, { visit, command: { type: 'withdraw' }, by, now: deps.clock.now() });
  });
}
