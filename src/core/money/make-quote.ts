import type { Facility } from '../facility/facility.ts';
import { type Cents, cents } from '../shared/money.ts';
import { ok, type Result } from '../shared/result.ts';
import type { Temporal } from '../shared/time.ts';
import { checkRate, type RateRefusal } from './cap.ts';
import type { Quote } from './quote.ts';

/** What a quote says where no schedule of caps is in force; its cap is then the rate itself. */
const noCapSchedule = 'none';

/**
 * The all-in price of a visit of whole minutes on a facility-local day (M1): rate times minutes, nothing added. Refused when the rate is
 * above the cap of that day. Throws RangeError for a length that is not a positive whole number of minutes.
 */
export function makeQuote(
  facility: Pick<Facility, 'kind' | 'averageDailyPopulation' | 'additiveRecorded'>,
  centsPerMinute: Cents,
  minutes: number,
  on: Temporal.PlainDate,
): Result<Quote, RateRefusal> {
  if (!Number.isSafeInteger(minutes) || minutes <= 0) throw new RangeError(`not a length in whole minutes: ${minutes}`);
  const checked = checkRate(facility, centsPerMinute, on);
  if (!checked.ok) return checked;
  return ok({
    centsPerMinute,
    minutes,
    totalCents: cents(centsPerMinute * minutes),
    capScheduleId: checked.value?.scheduleId ?? noCapSchedule,
    capCentsPerMinute: checked.value?.centsPerMinute ?? centsPerMinute,
  });
}
