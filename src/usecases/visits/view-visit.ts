import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { readSheet } from './read-sheet.ts';

/** One visit with its whole history: a visitor's own, or one of the staff's facility. Refusals: `not-found`. */
export async function viewVisit(deps: Pick<BookingDependencies, 'work'>, caller: Caller, id: VisitId): Promise<VisitSheet> {
  const reader = caller.kind === 'staff' ? demand(caller, 'read-visit') : demand(caller, 'read-own-visits');
  return deps.work.run((transaction) => readSheet(transaction, reader, id));
}
