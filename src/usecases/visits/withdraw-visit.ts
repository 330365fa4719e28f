import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';
import { readSheet } from './read-sheet.ts';

/** The visitor takes a request back before it is decided. Idempotent. Refusals: `not-found`, `not-in-this-status`. */
export async function withdrawVisit(deps: Pick<BookingDependencies, 'clock' | 'work'>, caller: Caller, id: VisitId): Promise<VisitSheet> {
  const visitor = demand(caller, 'withdraw-visit');
  return deps.work.run(async (transaction) => {
    const visit = await lockVisit(transaction, visitor, id);
    await changeVisit(transaction, { visit, command: { type: 'withdraw' }, by: visitor, now: deps.clock.now() });
    return await readSheet(transaction, visitor, id);
  });
}
