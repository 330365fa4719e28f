import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { SlotTaken } from '../../ports/claims.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';
import { readSheet } from './read-sheet.ts';

/** Keeps the time as long again, once (C2). Refusals: `not-found`, `hold-expired`, `hold-already-lengthened`, `not-in-this-status`. */
export async function lengthenHold(deps: Pick<BookingDependencies, 'clock' | 'work'>, caller: Caller, id: VisitId): Promise<VisitSheet> {
  const visitor = demand(caller, 'lengthen-hold');
  try {
    return await deps.work.run(async (transaction) => {
      const visit = await lockVisit(transaction, visitor, id);
      const { policy } = await readSheet(transaction, visitor, id);
      await changeVisit(transaction, { visit, command: { type: 'lengthen-hold', policy }, by: visitor, now: deps.clock.now() });
      return await readSheet(transaction, visitor, id);
    });
  } catch (error) {
    throw error instanceof SlotTaken ? new Refusal('hold-expired', { cause: error }) : error;
  }
}
