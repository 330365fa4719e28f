import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';
import { readSheet } from './read-sheet.ts';

/** The visitor declines the offered time; the request ends (L2). Refusals: `not-found`, `revision-changed`, `not-in-this-status`. */
export async function declineRevision(
  deps: Pick<BookingDependencies, 'clock' | 'work'>,
  caller: Caller,
  id: VisitId,
  revision: number,
): Promise<VisitSheet> {
  const visitor = demand(caller, 'decline-revision');
  return deps.work.run(async (transaction) => {
    const visit = await lockVisit(transaction, visitor, id, revision);
    await changeVisit(transaction, { visit, command: { type: 'decline-revision' }, by: visitor, now: deps.clock.now() });
    return await readSheet(transaction, visitor, id);
  });
}
