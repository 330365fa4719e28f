import { Temporal } from 'temporal-polyfill';
import { remembered } from './remembered.ts';

export { Temporal };

/** An instant so many minutes later, earlier where they are negative. `Instant.add` reads the minutes from an object and takes several times as long. */
export function shifted(at: Temporal.Instant, minutes: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(at.epochMilliseconds + minutes * 60_000);
}

/** Milliseconds since 1970 as the instant they are. For times that come again and again, as the starts and ends of visits do. */
export const timeAt = remembered((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds));

/** Milliseconds since 1970 as ISO 8601 in UTC, with milliseconds, always, so that instants sort as text. */
export const isoTextOf = remembered((milliseconds) => new Date(milliseconds).toISOString());

/** The same of an instant. */
export function isoText(at: Temporal.Instant): string {
  return isoTextOf(at.epochMilliseconds);
}

/** Later of two instants. */
export function laterOf(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}

/** Earlier of two instants. */
export function earlierOf(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}
