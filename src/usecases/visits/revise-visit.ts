import type { Caller } from '../../core/access/caller.ts';
import { claimsNeeded } from '../../core/scheduling/claims-needed.ts';
import { fitSlot } from '../../core/scheduling/fit-slot.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { RevisionReason } from '../../core/visit/reasons.ts';
import { SlotTaken } from '../../ports/claims.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';
import { judgeWish, pairOf, wishOf } from './judge-wish.ts';
import { readSheet } from './read-sheet.ts';
import { turnRoundOf } from './turn-round-of.ts';

export interface Revision {
  readonly revision: number;
  readonly startsAt: Temporal.Instant;
  readonly lengthMinutes: number;
  readonly reason: RevisionReason;
  readonly note: string | null;
}

/**
 * Staff offer another time (L2). The new time is claimed while it waits and the old one given back, in one transaction (C2). The price
 * stays: a time of another length would be another price, so it is refused as `length-not-offered`.
 * Refusals: `not-found`, `revision-changed`, `slot-taken`, `too-late`, `not-in-this-status`, or the rule that refuses.
 */
export async function reviseVisit(
  deps: Pick<BookingDependencies, 'clock' | 'work'>,
  caller: Caller,
  id: VisitId,
  wished: Revision,
): Promise<VisitSheet> {
  const staff = demand(caller, 'revise-visit');
  try {
    return await deps.work.run(async (transaction) => {
      const visit = await lockVisit(transaction, staff, id, wished.revision);
      if (wished.lengthMinutes !== visit.quote.minutes) throw new Refusal('length-not-offered');
      const now = deps.clock.now();
      await transaction.claims.lock(visit.residentId, visit.leadVisitorId, now);
      const during = { start: wished.startsAt, end: wished.startsAt.add({ minutes: wished.lengthMinutes }) };
      const wish = wishOf(visit, during, 'staff');
      const { facts, findings } = await judgeWish(transaction, pairOf(visit), wish, now);
      const refused = findings.some(({ weight }) => weight === 'refuse');
      const offeredSlot = fitSlot(facts, wish);
      if (!offeredSlot && !refused) throw new SlotTaken();
      const revised = await changeVisit(transaction, {
        visit,
        command: {
          type: 'revise',
          offeredSlot: offeredSlot ?? visit.slot,
          reason: wished.reason,
          note: wished.note,
          policy: facts.policy,
        },
        findings,
        by: staff,
        now,
      });
      const slot = revised.offeredSlot ?? visit.slot;
      await transaction.claims.release(id, now);
      await transaction.claims.take(id, claimsNeeded(visit, slot, facts.policy, turnRoundOf(facts, slot.stationId)), revised.lapsesAt);
      return await readSheet(transaction, staff, id);
    });
  } catch (error) {
    throw error instanceof SlotTaken ? new Refusal('slot-taken', { cause: error }) : error;
  }
}
