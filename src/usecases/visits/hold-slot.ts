import type { Caller } from '../../core/access/caller.ts';
import type { VisitType } from '../../core/facility/visit-type.ts';
import type { Wish } from '../../core/scheduling/admission-facts.ts';
import { claimsNeeded } from '../../core/scheduling/claims-needed.ts';
import { fitSlot } from '../../core/scheduling/fit-slot.ts';
import { heaviest } from '../../core/shared/finding.ts';
import type { ResidentId } from '../../core/shared/ids.ts';
import { shifted, type Temporal } from '../../core/shared/time.ts';
import { SlotTaken } from '../../ports/claims.ts';
import { paymentAtFirst } from '../../ports/payment-store.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demandPayable } from '../billing/demand-payable.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, refusalOf } from './change-visit.ts';
import { judgeWish, type Pair } from './judge-wish.ts';
import { nearestTimes } from './nearest-times.ts';
import { quoteFor } from './quote-for.ts';
import { readSheet } from './read-sheet.ts';
import { turnRoundOf } from './turn-round-of.ts';

/** One person may keep so many times at once, so that nobody keeps every time of a facility. */
const MOST_OPEN_HOLDS = 2;

export interface HoldWish {
  readonly residentId: ResidentId;
  readonly visitType: VisitType;
  readonly startsAt: Temporal.Instant;
  readonly lengthMinutes: number;
}

/**
 * Keeps a time while the form is filled in (C2): rules, price and claims in one transaction; the database is the judge of double booking.
 * Refusals: the outsider's word of the rule that refuses, `hold-limit`, `cannot-be-paid`, and `slot-taken` with `detail.alternatives` (C4).
 */
export async function holdSlot(deps: BookingDependencies, caller: Caller, wished: HoldWish): Promise<VisitSheet> {
  const visitor = demand(caller, 'hold-slot');
  const during = { start: wished.startsAt, end: shifted(wished.startsAt, wished.lengthMinutes) };
  const wish: Wish = { actor: 'visitor', visitType: wished.visitType, during, guests: [], replaces: null, askedAt: null };
  const pair: Pair = { residentId: wished.residentId, visitorId: visitor.visitorId };
  try {
    return await deps.work.runTogether('hold-slot', async (transaction) => {
      const now = deps.clock.now();
      await transaction.claims.lock(pair.residentId, pair.visitorId);
      const { facts, findings } = await judgeWish(transaction, pair, wish, now);
      const openHolds = await transaction.visits.countOpenHolds(pair.visitorId);
      const rate = await transaction.payments.rateAt(pair.residentId, during.start);
      if (heaviest(findings) === 'refuse')
        throw refusalOf({ code: 'rules-refuse', findings: findings.filter(({ weight }) => weight === 'refuse') });
      if (openHolds >= MOST_OPEN_HOLDS) throw new Refusal('hold-limit', { detail: { most: MOST_OPEN_HOLDS } });
      const slot = fitSlot(facts, wish);
      if (!slot) throw new SlotTaken();
      const { facility, policy } = facts;
      const visit = await changeVisit(transaction, {
        visit: null,
        command: {
          type: 'hold',
          visitId: deps.ids.next('vst'),
          agencyId: facility.agencyId,
          facilityId: facility.id,
          residentId: pair.residentId,
          leadVisitorId: pair.visitorId,
          visitType: wish.visitType,
          slot,
          quote: demandPayable(deps.payments, quoteFor(facility, rate, during)),
          askedBy: 'visitor',
          policy,
        },
        findings,
        by: visitor,
        now,
      });
      const claims = claimsNeeded(
        { residentId: pair.residentId, leadVisitorId: pair.visitorId },
        slot,
        policy,
        turnRoundOf(facts, slot.stationId),
      );
      await transaction.claims.take(visit, claims);
      if (visit.quote.totalCents > 0) await transaction.payments.save(paymentAtFirst(visit));
      return await readSheet(transaction, visitor, visit.id);
    });
  } catch (error) {
    throw await orAlternatives(deps, pair, wish, error);
  }
}

/** A time that was just lost is answered with the nearest free ones. */
async function orAlternatives(deps: BookingDependencies, pair: Pair, wish: Wish, error: unknown): Promise<unknown> {
  if (!(error instanceof SlotTaken)) return error;
  return new Refusal('slot-taken', { detail: { alternatives: await nearestTimes(deps, pair, wish) }, cause: error });
}
