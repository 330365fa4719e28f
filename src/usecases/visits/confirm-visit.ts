import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { SlotTaken } from '../../ports/claims.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';
import { judgeAgain } from './judge-wish.ts';
import { readSheet } from './read-sheet.ts';

/**
 * Staff confirm a request; every rule is asked again, notice being judged by when the visitor asked.
 * Refusals: `not-found`, `revision-changed`, `too-late`, `not-in-this-status`, or the rule that refuses.
 */
export async function confirmVisit(
  deps: Pick<BookingDependencies, 'clock' | 'work'>,
  caller: Caller,
  id: VisitId,
  revision: number,
): Promise<VisitSheet> {
  const staff = demand(caller, 'confirm-visit');
  try {
    return await deps.work.run(async (transaction) => {
      const visit = await lockVisit(transaction, staff, id, revision);
      const now = deps.clock.now();
      const { facts, findings } = await judgeAgain(transaction, visit, { during: visit.slot.during, actor: visit.askedBy }, now);
      await changeVisit(transaction, { visit, command: { type: 'confirm' }, findings, policy: facts.policy, by: staff, now });
      return await readSheet(transaction, staff, id);
    });
  } catch (error) {
    throw error instanceof SlotTaken ? new Refusal('too-late', { cause: error }) : error;
  }
}
