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
 * The visitor accepts the offer; every rule is asked again, then the visit is confirmed in its slot and at its price, and only from then on is
 * money set aside (decision 10). The notice is staff's own, since they offered it. Refusals: `not-found`, `revision-changed`, `too-late`, `not-in-this-status`, or the rule that refuses.
 */
export async function acceptRevision(
  deps: Pick<BookingDependencies, 'clock' | 'work'>,
  caller: Caller,
  id: VisitId,
  revision: number,
): Promise<VisitSheet> {
  const visitor = demand(caller, 'accept-revision');
  try {
    return await deps.work.run(async (transaction) => {
      const visit = await lockVisit(transaction, visitor, id, revision);
      const now = deps.clock.now();
      if (!visit.offer) throw new Refusal('not-in-this-status');
      const { facts, findings } = await judgeAgain(transaction, visit, { during: visit.offer.slot.during, actor: 'staff' }, now);
      await changeVisit(transaction, { visit, command: { type: 'accept-revision' }, findings, policy: facts.policy, by: visitor, now });
      return await readSheet(transaction, visitor, id);
    });
  } catch (error) {
    throw error instanceof SlotTaken ? new Refusal('too-late', { cause: error }) : error;
  }
}
