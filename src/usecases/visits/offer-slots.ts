import type { Caller } from '../../core/access/caller.ts';
import type { Facility } from '../../core/facility/facility.ts';
import type { VisitType } from '../../core/facility/visit-type.ts';
import { makeQuote } from '../../core/money/make-quote.ts';
import type { Quote } from '../../core/money/quote.ts';
import { type DatedRate, rateOn } from '../../core/money/rate-days.ts';
import type { SlotFacts } from '../../core/scheduling/admission-facts.ts';
import { type FreeSlotsQuery, freeSlots, type OfferedDay } from '../../core/scheduling/free-slots.ts';
import { offeredLengths } from '../../core/scheduling/offered-lengths.ts';
import type { OutsiderCode } from '../../core/shared/finding.ts';
import type { ResidentId } from '../../core/shared/ids.ts';
import { type Interval, interval } from '../../core/shared/interval.ts';
import type { Cents } from '../../core/shared/money.ts';
import { Temporal } from '../../core/shared/time.ts';
import type { FacilityLook } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import { demandNearDay } from '../near-day.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';

/** Days offered when the page does not say how many. */
const ORDINARY_DAYS = 14;

export interface OffersWish {
  readonly residentId: ResidentId;
  readonly visitType: VisitType;
  /** Facility-local; null: today. */
  readonly fromOn: Temporal.PlainDate | null;
  readonly days: number | null;
  /** Null: the shortest length on offer. */
  readonly lengthMinutes: number | null;
}

/** Beside the rules: the day has a price, and nobody could pay it. */
export type ClosedBecause = OutsiderCode | 'cannot-be-paid';

export interface PricedDay extends Omit<OfferedDay, 'closedBecause'> {
  readonly closedBecause: ClosedBecause | null;
  /** All-in, of a visit of the length shown, at the rate of the day itself (M1); null where the facility has no rate for it. */
  readonly quote: Quote | null;
}

export interface PricedLength {
  readonly minutes: number;
  /** The lowest of the days. */
  readonly quote: Quote;
  /** Whether another day has another price. */
  readonly dependsOnDay: boolean;
}

export interface SlotOffers {
  readonly facility: FacilityLook;
  readonly residentName: string;
  readonly lengthMinutes: number;
  readonly lengths: readonly PricedLength[];
  readonly days: readonly PricedDay[];
  /** Nothing can be booked at all, and why. */
  readonly refusedBecause: ClosedBecause | null;
  readonly confirmsAutomatically: boolean;
}

/**
 * Honest times: only slots that every rule allows and nobody has taken, each day with its all-in price, and every length that is offered in
 * these days (W7). Only for residents with whom the visitor has a connection of whatever status, so that nobody learns a name by guessing ids.
 * Refusals: `not-found`, `bad-input` for a first day beyond two years.
 */
export async function offerSlots(
  deps: Pick<BookingDependencies, 'clock' | 'work' | 'payments'>,
  caller: Caller,
  wish: OffersWish,
): Promise<SlotOffers> {
  const { visitorId } = demand(caller, 'read-offers');
  const now = deps.clock.now();
  return deps.work.run(async (transaction) => {
    const pair = await transaction.sheets.contact(wish.residentId, visitorId);
    if (!pair) throw new Refusal('not-found');
    const window = windowOf(wish, pair.facility.timeZone, now);
    const [facts, rates] = await Promise.all([
      transaction.facts.read(wish.residentId, visitorId, window, now),
      transaction.payments.ratesUntil(wish.residentId, window.end),
    ]);
    if (!facts) throw new Refusal('not-found');
    return offersOf({ facts, rates, takesCards: deps.payments.takesCards, wish, now }, pair);
  });
}

interface Offering {
  readonly facts: SlotFacts;
  /** Those that have begun by the end of the days. */
  readonly rates: readonly DatedRate[];
  readonly takesCards: boolean;
  readonly wish: OffersWish;
  readonly now: Temporal.Instant;
}

function offersOf(offering: Offering, pair: { readonly facility: FacilityLook; readonly residentName: string }): SlotOffers {
  const { facts, wish } = offering;
  const row = facts.policy.visitTypes[wish.visitType];
  const offered = offeredLengths(facts, wish.visitType);
  // Days without any visiting period still say what the usual lengths are.
  const lengths = offered.length > 0 ? offered : (row?.lengthsMinutes ?? []);
  const lengthMinutes = wish.lengthMinutes ?? lengths[0] ?? 30;
  const days = daysOf(offering, lengthMinutes);
  // Which of the days another length has times in matters only where they differ in price.
  const isOneRate = days.every(({ quote }) => quote?.centsPerMinute === days[0]?.quote?.centsPerMinute);
  const daysWith = (minutes: number) => (isOneRate || minutes === lengthMinutes ? days : daysOf(offering, minutes));
  return {
    ...pair,
    lengthMinutes,
    lengths: lengths.flatMap((minutes) => priced(facts.facility, minutes, daysWith(minutes)) ?? []),
    days,
    refusedBecause: days.every(({ quote }) => quote === null) ? 'not-possible' : sameRefusal(days),
    confirmsAutomatically: row?.confirmsAutomatically ?? false,
  };
}

function daysOf({ facts, rates, takesCards, wish, now }: Offering, lengthMinutes: number): readonly PricedDay[] {
  const query: FreeSlotsQuery = { actor: 'visitor', visitType: wish.visitType, lengthMinutes };
  return freeSlots(facts, query, now).days.map((day) => {
    const quote = quoteOn(facts.facility, rateOn(rates, day.on.toString()), lengthMinutes, day.on);
    if (quote === null) return { ...day, slots: [], closedBecause: day.closedBecause ?? 'not-possible', quote };
    return quote.totalCents > 0 && !takesCards ? { ...day, slots: [], closedBecause: 'cannot-be-paid', quote } : { ...day, quote };
  });
}

/** Null without a rate, or with one above the cap of the day. */
function quoteOn(facility: Facility, rate: Cents | null, minutes: number, on: Temporal.PlainDate): Quote | null {
  const quote = rate === null ? null : makeQuote(facility, rate, minutes, on);
  return quote?.ok ? quote.value : null;
}

/** By the days that have times; where none has, by all of them. Null without any price. */
function priced(facility: Facility, minutes: number, days: readonly PricedDay[]): PricedLength | null {
  const open = days.filter(({ slots }) => slots.length > 0);
  const quotes = (open.length > 0 ? open : days).flatMap(
    ({ on, quote }) => quoteOn(facility, quote?.centsPerMinute ?? null, minutes, on) ?? [],
  );
  const [lowest, ...others] = quotes.sort((one, other) => one.totalCents - other.totalCents);
  return lowest ? { minutes, quote: lowest, dependsOnDay: others.some(({ totalCents }) => totalCents !== lowest.totalCents) } : null;
}

/** Reasons that lie in the people and not in the calendar stand on every day alike. */
const standing: readonly ClosedBecause[] = [
  'cannot-be-paid',
  'not-connected',
  'connection-not-active',
  'visit-type-not-offered',
  'lead-visitor-under-age',
  'not-possible',
  'resident-not-here',
  'visitor-restricted',
];

function sameRefusal(days: readonly PricedDay[]): ClosedBecause | null {
  const first = days[0]?.closedBecause ?? null;
  if (first === null || !standing.includes(first)) return null;
  return days.every((day) => day.closedBecause === first) ? first : null;
}

function windowOf({ fromOn, days }: OffersWish, timeZone: string, now: Temporal.Instant): Interval {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const first = fromOn && Temporal.PlainDate.compare(fromOn, today) > 0 ? fromOn : today;
  demandNearDay(first, today, 'fromOn');
  const start = first.toZonedDateTime(timeZone).toInstant();
  const end = first
    .add({ days: days ?? ORDINARY_DAYS })
    .toZonedDateTime(timeZone)
    .toInstant();
  return interval(start, end);
}
