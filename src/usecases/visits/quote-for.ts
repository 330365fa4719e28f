import type { Facility } from '../../core/facility/facility.ts';
import { makeQuote } from '../../core/money/make-quote.ts';
import type { Quote } from '../../core/money/quote.ts';
import { type Interval, lengthMilliseconds } from '../../core/shared/interval.ts';
import { localDate } from '../../core/shared/local-day.ts';
import type { Cents } from '../../core/shared/money.ts';
import { Refusal } from '../refusal.ts';

/**
 * The all-in price of a visit at the facility's rate of its own local date (M1).
 * @throws Refusal `not-possible` where no rate is in force, `rate-above-cap` where the cap of that date forbids it
 */
export function quoteFor(facility: Facility, rate: Cents | null, during: Interval): Quote {
  if (rate === null) throw new Refusal('not-possible');
  const on = localDate(during.start, facility.timeZone);
  const quote = makeQuote(facility, rate, Math.round(lengthMilliseconds(during) / 60_000), on);
  if (!quote.ok) throw new Refusal('rate-above-cap', { detail: { scheduleId: quote.refusal.scheduleId, on: on.toString() } });
  return quote.value;
}
