import { type Interval, interval } from '../../core/shared/interval.ts';
import { isoText, Temporal, timeAt } from '../../core/shared/time.ts';

/** A half-open interval as PostgreSQL's `tstzrange` reads it. */
export function writeRange(during: Interval): string {
  return `[${writeInstant(during.start)},${writeInstant(during.end)})`;
}

/** An instant to the millisecond, as PostgreSQL reads it. */
export function writeInstant(at: Temporal.Instant): string {
  return isoText(at);
}

/** The same where there may be none, which JSON leaves out. */
export function writeOptionalInstant(at: Temporal.Instant | null): string | undefined {
  return at ? writeInstant(at) : undefined;
}

/**
 * Reads a `tstzrange` as PostgreSQL prints it, in whatever time zone the connection has: `["2026-11-21 10:00:00+00","2026-11-21 10:30:00+00")`.
 * Throws RangeError for anything that is not a bounded, half-open range.
 */
export function readRange(text: string): Interval {
  const found = /^\["?([^",]+)"?,"?([^",]+)"?\)$/.exec(text);
  if (!found?.[1] || !found[2]) throw new RangeError(`not a bounded, half-open range: ${text}`);
  return interval(readTimestamp(found[1]), readTimestamp(found[2]));
}

/** `2026-11-21 10:00:00.5-05` is ISO 8601 but for the blank and the short offset; read to the millisecond, as it was written. */
function readTimestamp(text: string): Temporal.Instant {
  return timeAt(Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')));
}

/** A `date` as PostgreSQL prints it, `1990-05-17`: with the fields at hand it is made in a fraction of the time that parsing takes. Throws RangeError for any other text. */
export function readDate(text: string): Temporal.PlainDate {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) throw new RangeError(`not a date: ${text}`);
  return new Temporal.PlainDate(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** node-postgres hands over `timestamptz` as Date. */
export function readInstant(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

/** The same where the column may be empty. */
export function readOptionalInstant(date: Date | null): Temporal.Instant | null {
  return date === null ? null : readInstant(date);
}
