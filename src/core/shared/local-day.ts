import { Temporal } from './time.ts';

/** A calendar day of a time zone; where the clocks change it has not 24 hours. */
export interface LocalDay {
  readonly on: Temporal.PlainDate;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday: number;
  /** Epoch milliseconds of its first instant. */
  readonly start: number;
  /** Epoch milliseconds of the next day's first instant. */
  readonly end: number;
}

const UTC_DAY = 86_400_000;
/** Days of UTC that are remembered, for all time zones together; beyond it remembering begins anew. */
const MOST = 5_000;

/** Rules ask for the same few days again and again, and reckoning one takes many times as long as finding it. By time zone and day of UTC, which has parts of several local days. */
const known = new Map<string, LocalDay[]>();

/** The day of a time zone (its IANA name) in which an instant (epoch milliseconds) lies. */
export function localDay(milliseconds: number, timeZone: string): LocalDay {
  const key = `${timeZone} ${Math.floor(milliseconds / UTC_DAY)}`;
  const days = known.get(key) ?? [];
  const found = days.find(({ start, end }) => start <= milliseconds && milliseconds < end);
  if (found) return found;
  const day = reckon(milliseconds, timeZone);
  if (known.size >= MOST) known.clear();
  known.set(key, [...days, day]);
  return day;
}

/** The calendar date of an instant in a time zone. */
export function localDate(at: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return localDay(at.epochMilliseconds, timeZone).on;
}

function reckon(milliseconds: number, timeZone: string): LocalDay {
  const on = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone).toPlainDate();
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds;
  return { on, weekday: on.dayOfWeek, start: startOf(on), end: startOf(on.add({ days: 1 })) };
}
