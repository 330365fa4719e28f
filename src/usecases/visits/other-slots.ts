import type { Caller } from '../../core/access/caller.ts';
import type { Facility } from '../../core/facility/facility.ts';
import { makeQuote } from '../../core/money/make-quote.ts';
import type { SlotFacts } from '../../core/scheduling/admission-facts.ts';
import { checkAdmission } from '../../core/scheduling/check-admission.ts';
import { fitSlot } from '../../core/scheduling/fit-slot.ts';
import { freeSlots } from '../../core/scheduling/free-slots.ts';
import { offeredLengths } from '../../core/scheduling/offered-lengths.ts';
import type { Slot } from '../../core/scheduling/slot.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { type Interval, interval } from '../../core/shared/interval.ts';
import type { Cents } from '../../core/shared/money.ts';
import { Temporal } from '../../core/shared/time.ts';
import { isPayable, type Offer } from '../../core/visit/offer.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import { demand } from '../demand.ts';
import { demandNearDay } from '../near-day.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { wishOf } from './judge-wish.ts';
import { readSheet } from './read-sheet.ts';

const ORDINARY_DAYS = 7;

export interface OtherSlotsWish {
  /** Facility-local; null: today. */
  readonly fromOn: Temporal.PlainDate | null;
  readonly days: number | null;
  /** Null: as long as the visit, where that is still offered. */
  readonly lengthMinutes: number | null;
}

export interface OtherSlots {
  readonly lengthMinutes: number;
  /** What the visit type is offered with in these days, ascending. */
  readonly lengths: readonly number[];
  readonly offers: readonly Offer[];
}

/**
 * What staff could offer for a request instead: slots of one length, every rule checked by staff's own notice, each with the price of its own
 * day. Refusals: `not-found`, `bad-input` for a far day.
 */
export async function otherSlots(
  deps: Pick<BookingDependencies, 'clock' | 'work'>,
  caller: Caller,
  id: VisitId,
  wish: OtherSlotsWish,
): Promise<OtherSlots> {
  const staff = demand(caller, 'read-other-slots');
  const now = deps.clock.now();
  return deps.work.run(async (transaction) => {
    const { visit, facility } = await readSheet(transaction, staff, id);
    const window = windowOf(wish, facility.timeZone, now);
    const facts = await transaction.facts.read(visit.residentId, visit.leadVisitorId, window, now);
    if (!facts) throw new Refusal('not-found');
    const lengths = offeredLengths(facts, visit.visitType);
    const usual = lengths.includes(visit.quote.minutes) ? visit.quote.minutes : lengths[0];
    const lengthMinutes = wish.lengthMinutes ?? usual ?? visit.quote.minutes;
    const slots = slotsOf(facts, visit, lengthMinutes, now);
    return { lengthMinutes, lengths, offers: await priced(transaction, visit, facts.facility, slots) };
  });
}

function windowOf({ fromOn, days }: OtherSlotsWish, timeZone: string, now: Temporal.Instant): Interval {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const first = fromOn && Temporal.PlainDate.compare(fromOn, today) > 0 ? fromOn : today;
  demandNearDay(first, today, 'fromOn');
  const end = first.add({ days: days ?? ORDINARY_DAYS });
  return interval(first.toZonedDateTime(timeZone).toInstant(), end.toZonedDateTime(timeZone).toInstant());
}

/**
 * Free slots, and the start that was asked for where the visit would fit in another length, though it is none of that length's usual starts.
 * What stands already is no other slot.
 */
function slotsOf(facts: SlotFacts, visit: Visit, lengthMinutes: number, now: Temporal.Instant): Slot[] {
  const query = { actor: 'staff', visitType: visit.visitType, lengthMinutes, replaces: visit.id, askedAt: visit.requestedAt } as const;
  const { slots } = freeSlots(facts, query, now);
  const asked = slotAtAskedStart(facts, visit, lengthMinutes, now);
  const all = asked && !slots.some((slot) => startsWith(slot, asked)) ? [...slots, asked] : slots;
  const standing = visit.offer ?? visit;
  return all
    .filter((slot) => standing.quote.minutes !== lengthMinutes || !startsWith(slot, standing.slot))
    .sort((one, other) => Temporal.Instant.compare(one.during.start, other.during.start));
}

function slotAtAskedStart(facts: SlotFacts, visit: Visit, lengthMinutes: number, now: Temporal.Instant): Slot | null {
  const { start } = visit.slot.during;
  const { window } = facts;
  if (Temporal.Instant.compare(start, window.start) < 0 || Temporal.Instant.compare(start, window.end) >= 0) return null;
  const wish = wishOf(visit, interval(start, start.add({ minutes: lengthMinutes })), 'staff');
  const refused = checkAdmission(facts, wish, now).some(({ weight }) => weight === 'refuse');
  return refused ? null : fitSlot(facts, wish);
}

function startsWith(slot: Slot, other: Slot): boolean {
  return slot.during.start.epochMilliseconds === other.during.start.epochMilliseconds;
}

/** Each slot at the rate of its own day; days without a rate, or with one above the cap, and prices that nobody could pay have nothing to offer. */
async function priced(transaction: Transaction, visit: Visit, facility: Facility, slots: readonly Slot[]): Promise<Offer[]> {
  const rates = new Map<string, Cents | null>();
  const offers: Offer[] = [];
  for (const slot of slots) {
    const { start, end } = slot.during;
    const on = start.toZonedDateTimeISO(facility.timeZone).toPlainDate();
    const day = on.toString();
    if (!rates.has(day)) rates.set(day, await transaction.payments.rateAt(visit.residentId, start));
    const rate = rates.get(day) ?? null;
    const quote = rate === null ? null : makeQuote(facility, rate, start.until(end).total('minutes'), on);
    if (quote?.ok && isPayable(visit.quote, quote.value)) offers.push({ slot, quote: quote.value });
  }
  return offers;
}
