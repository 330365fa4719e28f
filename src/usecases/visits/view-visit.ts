import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { readSheet } from './read-sheet.ts';
import { summaryOf, type VisitSummary } from './summarize-visit.ts';

/** A visitor's own visit with its steps. Refusals: `not-found`. */
export async function viewVisit(deps: Pick<BookingDependencies, 'work'>, caller: Caller, id: VisitId): Promise<VisitSheet> {
  const visitor = demand(caller, 'read-own-visits');
  return deps.work.run((transaction) => readSheet(transaction, visitor, id));
}

/** A visit of the staff's facility with its whole history and, once there was a call, what was delivered. Refusals: `not-found`. */
export async function inspectVisit(
  deps: Pick<BookingDependencies, 'work'>,
  caller: Caller,
  id: VisitId,
): Promise<{ readonly sheet: VisitSheet; readonly summary: VisitSummary | null }> {
  const staff = demand(caller, 'read-visit');
  return deps.work.run(async (transaction) => {
    const sheet = await readSheet(transaction, staff, id);
    return { sheet, summary: sheet.callStatus === null ? null : await summaryOf(transaction, sheet) };
  });
}
