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
import { quoteFor } from './quote-for.ts';
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
 * Staff offer another time or another length (L2) at the rate of that time's day. The new time is claimed while it waits and the old one
 * given back, in one transaction (C2); the visit's own price stays until the visitor accepts. Refusals: `not-found`, `revision-changed`,
 * `slot-taken`, `too-late`, `not-in-this-status`, `asked-for-free`, `rate-above-cap`, or the rule that refuses.
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
      const now = deps.clock.now();
      await transaction.claims.lock(visit.residentId, visit.leadVisitorId);
      const during = { start: wished.startsAt, end: wished.startsAt.add({ minutes: wished.lengthMinutes }) };
      const wish = wishOf(visit, during, 'staff');
      const { facts, findings } = await judgeWish(transaction, pairOf(visit), wish, now);
      const rate = await transaction.payments.rateAt(visit.residentId, during.start);
      const refused = findings.some(({ weight }) => weight === 'refuse');
      const fitting = fitSlot(facts, wish);
      if (!fitting && !refused) throw new SlotTaken();
      const slot = fitting ?? visit.slot;
      await changeVisit(transaction, {
        visit,
        command: {
          type: 'revise',
          offer: { slot, quote: quoteFor(facts.facility, rate, during) },
          reason: wished.reason,
          note: wished.note,
          policy: facts.policy,
        },
        findings,
        by: staff,
        now,
      });
      await transaction.claims.release(id, now);
      await transaction.claims.take(visit, claimsNeeded(visit, slot, facts.policy, turnRoundOf(facts, slot.stationId)));
      return await readSheet(transaction, staff, id);
    });
  } catch (error) {
    throw error instanceof SlotTaken ? new Refusal('slot-taken', { cause: error }) : error;
  }
}
