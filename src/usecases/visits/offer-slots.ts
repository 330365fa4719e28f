import type { Caller } from '../../core/access/caller.ts';
import type { VisitType } from '../../core/facility/visit-type.ts';
import type { Quote } from '../../core/money/quote.ts';
import { type DatedRate, hasPriceOn } from '../../core/money/rate-days.ts';
import type { SlotFacts } from '../../core/scheduling/admission-facts.ts';
import { type FreeSlotsQuery, freeSlots, type OfferedDay } from '../../core/scheduling/free-slots.ts';
import type { OutsiderCode } from '../../core/shared/finding.ts';
import type { ResidentId } from '../../core/shared/ids.ts';
import { type Interval, interval } from '../../core/shared/interval.ts';
import { type Cents, cents } from '../../core/shared/money.ts';
import { Temporal } from '../../core/shared/time.ts';
import type { FacilityLook } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import { demandNearDay } from '../near-day.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { quoteFor } from './quote-for.ts';

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
export type PayableDay = Omit<OfferedDay, 'closedBecause'> & { readonly closedBecause: ClosedBecause | null };

export interface SlotOffers {
  readonly facility: FacilityLook;
  readonly residentName: string;
  readonly lengthMinutes: number;
  readonly lengths: readonly { readonly minutes: number; readonly quote: Quote }[];
  readonly days: readonly PayableDay[];
  /** Nothing can be booked at all, and why. */
  readonly refusedBecause: ClosedBecause | null;
  readonly confirmsAutomatically: boolean;
}

/**
 * Honest times: only slots that every rule allows and nobody has taken, with the all-in price of each length. Only for residents with whom
 * the visitor has a connection of whatever status, so that nobody learns a name by guessing ids. Refusals: `not-found`, `bad-input` for a first day beyond two years.
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
    const [facts, rate, unpayable] = await Promise.all([
      transaction.facts.read(wish.residentId, visitorId, window, now),
      transaction.payments.rateAt(wish.residentId, window.start),
      deps.payments.takesCards ? [] : transaction.payments.ratesUntil(wish.residentId, window.end),
    ]);
    if (!facts) throw new Refusal('not-found');
    return offersOf({ facts, rate, unpayable, wish, now, window }, pair);
  });
}

interface Offering {
  readonly facts: SlotFacts;
  readonly rate: Cents | null;
  /** The rates of the days, where nobody could pay them; else none. */
  readonly unpayable: readonly DatedRate[];
  readonly wish: OffersWish;
  readonly now: Temporal.Instant;
  readonly window: Interval;
}

function offersOf(
  { facts, rate, unpayable, wish, now, window }: Offering,
  pair: { readonly facility: FacilityLook; readonly residentName: string },
): SlotOffers {
  const row = facts.policy.visitTypes[wish.visitType];
  const minutes = row?.lengthsMinutes ?? [];
  const lengthMinutes = wish.lengthMinutes ?? minutes[0] ?? 30;
  const query: FreeSlotsQuery = { actor: 'visitor', visitType: wish.visitType, lengthMinutes };
  const days = freeSlots(facts, query, now).days.map((day) => payable(day, unpayable));
  return {
    ...pair,
    lengthMinutes,
    lengths: minutes.map((length) => ({
      minutes: length,
      quote: quoteFor(facts.facility, rate ?? cents(0), interval(window.start, window.start.add({ minutes: length }))),
    })),
    days,
    refusedBecause: rate === null ? 'not-possible' : sameRefusal(days),
    confirmsAutomatically: row?.confirmsAutomatically ?? false,
  };
}

function payable(day: OfferedDay, unpayable: readonly DatedRate[]): PayableDay {
  return hasPriceOn(unpayable, day.on.toString()) ? { ...day, slots: [], closedBecause: 'cannot-be-paid' } : day;
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

function sameRefusal(days: readonly PayableDay[]): ClosedBecause | null {
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
