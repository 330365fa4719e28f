import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { DenialReason } from '../../core/visit/reasons.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';
import { readSheet } from './read-sheet.ts';

export interface Denial {
  readonly revision: number;
  readonly reason: DenialReason;
  readonly note: string | null;
}

/** Staff deny a request with a coded reason (L2). Refusals: `not-found`, `revision-changed`, `not-in-this-status`. */
export async function denyVisit(
  deps: Pick<BookingDependencies, 'clock' | 'work'>,
  caller: Caller,
  id: VisitId,
  { revision, reason, note }: Denial,
): Promise<VisitSheet> {
  const staff = demand(caller, 'deny-visit');
  return deps.work.run(async (transaction) => {
    const visit = await lockVisit(transaction, staff, id, revision);
    await changeVisit(transaction, { visit, command: { type: 'deny', reason, note }, by: staff, now: deps.clock.now() });
    return await readSheet(transaction, staff, id);
  });
}
