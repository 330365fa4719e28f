import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { CancellationReason } from '../../core/visit/reasons.ts';
import type { VisitParty } from '../../core/visit/visit-events.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';
import { readSheet } from './read-sheet.ts';

export interface Cancellation {
  readonly reason: CancellationReason;
  readonly note: string | null;
}

/**
 * Cancels a confirmed visit (L4): idempotent, with a coded reason; money set aside goes back by itself. Visitors and residents cancel their
 * own, staff those of their facility. Refusals: `not-found`, `not-in-this-status`.
 */
export async function cancelVisit(
  deps: Pick<BookingDependencies, 'clock' | 'work'>,
  caller: Caller,
  id: VisitId,
  { reason, note }: Cancellation,
): Promise<VisitSheet> {
  const by = caller.kind === 'staff' ? demand(caller, 'cancel-visit') : demand(caller, 'cancel-own-visit');
  const party: VisitParty = by.kind;
  return deps.work.run(async (transaction) => {
    const visit = await lockVisit(transaction, by, id);
    await changeVisit(transaction, { visit, command: { type: 'cancel', by: party, reason, note }, by, now: deps.clock.now() });
    return await readSheet(transaction, by, id);
  });
}
