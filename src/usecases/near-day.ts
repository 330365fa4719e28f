import { Temporal } from '../core/shared/time.ts';
import { Refusal } from './refusal.ts';

/** Policies let people book weeks or months ahead; whoever asks for a day beyond two years has mistyped it, or is trying what breaks. */
const YEARS_AHEAD = 2;
/** Longer than recordings and visits are looked up for. */
const YEARS_BACK = 10;

/**
 * Refuses a facility-local day that nobody needs, before it reaches the calendar's or the database's own bounds. Refuses with `bad-input`, the
 * field and the bounds.
 * @param field name in the request, for the refusal
 */
export function demandNearDay(day: Temporal.PlainDate, today: Temporal.PlainDate, field: string): void {
  const [earliest, latest] = [today.subtract({ years: YEARS_BACK }), today.add({ years: YEARS_AHEAD })];
  if (Temporal.PlainDate.compare(day, earliest) >= 0 && Temporal.PlainDate.compare(day, latest) <= 0) return;
  throw new Refusal('bad-input', { detail: { field, earliest: earliest.toString(), latest: latest.toString() } });
}
