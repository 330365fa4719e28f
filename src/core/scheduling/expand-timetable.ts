import type { BlockedDate, OneOffPeriod, TimetableEntry, VisitingPeriod } from '../facility/timetable.ts';
import type { TimetableEntryId } from '../shared/ids.ts';
import { type Interval, overlaps } from '../shared/interval.ts';
import { earlierOf, Temporal } from '../shared/time.ts';

export interface TimetableInput {
  readonly timetable: readonly TimetableEntry[];
  readonly oneOffPeriods: readonly OneOffPeriod[];
  readonly blockedDates: readonly BlockedDate[];
  /** IANA name of the facility's time zone. */
  readonly timeZone: string;
  readonly window: Interval;
  /** Policy's first day of the week, 1 = Monday … 7 = Sunday (default 7): "every second week" counts weeks that begin on it. */
  readonly weekStartsOn?: number;
}

/** An occurrence that does not exist, because the clock change removed the minute it should begin in; staff are shown it. */
export interface DroppedPeriod {
  readonly entryId: TimetableEntryId;
  readonly on: Temporal.PlainDate;
  readonly why: 'clock-change';
}

/**
 * Turns timetable entries and one-off periods into the dated visiting periods that overlap the window, sorted by start (W1, W3, W5).
 * An ambiguous start means the earlier instant and an ambiguous end the later one; an end that the clock change removed is the change itself.
 */
export function expandTimetable(input: TimetableInput): { periods: VisitingPeriod[]; dropped: DroppedPeriod[] } {
  const periods: VisitingPeriod[] = [];
  const dropped: DroppedPeriod[] = [];
  const closedDays = new Set(
    input.blockedDates.filter((blocked) => blocked.timetableEntryId === null).map((blocked) => blocked.on.toString()),
  );
  const closedEntries = new Set(input.blockedDates.map((blocked) => `${blocked.timetableEntryId}@${blocked.on}`));

  const dates = datesOf(input);
  for (const entry of input.timetable)
    for (const on of occurrences(entry, dates, input.weekStartsOn ?? 7)) {
      if (closedDays.has(on.toString()) || closedEntries.has(`${entry.id}@${on}`)) continue;
      const during = occurrenceOn(entry, on, input.timeZone);
      if (!overlaps(during, input.window)) continue;
      if (startIsRemoved(entry, on, input.timeZone)) dropped.push({ entryId: entry.id, on, why: 'clock-change' });
      else periods.push({ ...sharedParts(entry), key: `${entry.id}@${on}`, during, lengthsMinutes: null });
    }

  for (const oneOff of input.oneOffPeriods) {
    const on = oneOff.during.start.toZonedDateTimeISO(input.timeZone).toPlainDate();
    if (overlaps(oneOff.during, input.window) && !closedDays.has(on.toString()))
      periods.push({ ...sharedParts(oneOff), key: oneOff.id, during: oneOff.during, lengthsMinutes: oneOff.lengthsMinutes });
  }

  const open = periods
    .map((period) => endBeforeClosedDay(period, closedDays, input.timeZone))
    .filter((period) => overlaps(period.during, input.window));
  return { periods: open.sort(byStart), dropped };
}

function sharedParts(source: TimetableEntry | OneOffPeriod): Pick<VisitingPeriod, 'audience' | 'visitTypes' | 'capacity'> {
  return { audience: source.audience, visitTypes: source.visitTypes, capacity: source.capacity };
}

function byStart(a: VisitingPeriod, b: VisitingPeriod): number {
  return a.during.start.epochMilliseconds - b.during.start.epochMilliseconds || (a.key < b.key ? -1 : 1);
}

/** The dates of a window, one day wider on the left for periods that run past midnight. */
function datesOf({ window, timeZone }: TimetableInput): readonly DayOfWeek[] {
  const last = window.end.toZonedDateTimeISO(timeZone).toPlainDate();
  const days: DayOfWeek[] = [];
  let on = window.start.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  for (; Temporal.PlainDate.compare(on, last) <= 0; on = on.add({ days: 1 })) days.push({ on, weekday: on.dayOfWeek });
  return days;
}

/** A date with its weekday, 1 = Monday: asked of every entry, and Temporal reckons it anew each time. */
interface DayOfWeek {
  readonly on: Temporal.PlainDate;
  readonly weekday: number;
}

/** Those of the dates on which an entry begins. */
function occurrences(entry: TimetableEntry, dates: readonly DayOfWeek[], weekStartsOn: number): Temporal.PlainDate[] {
  const { weekday, validFromOn, validToOn, everyWeeks } = entry;
  return dates
    .filter((day) => day.weekday === weekday)
    .map(({ on }) => on)
    .filter((on) => Temporal.PlainDate.compare(on, validFromOn) >= 0 && (!validToOn || Temporal.PlainDate.compare(on, validToOn) <= 0))
    .filter((on) => everyWeeks === 1 || weeksSinceFirst(entry, on, weekStartsOn) % everyWeeks === 0);
}

/** Weeks from the one in which the entry becomes valid. */
function weeksSinceFirst({ validFromOn, weekday }: TimetableEntry, on: Temporal.PlainDate, weekStartsOn: number): number {
  const first = validFromOn
    .subtract({ days: daysAfter(validFromOn.dayOfWeek, weekStartsOn) })
    .add({ days: daysAfter(weekday, weekStartsOn) });
  return first.until(on, { largestUnit: 'days' }).days / 7;
}

/** Days from the beginning of the week to a weekday. */
function daysAfter(weekday: number, weekStartsOn: number): number {
  return (weekday - weekStartsOn + 7) % 7;
}

function occurrenceOn(entry: TimetableEntry, on: Temporal.PlainDate, timeZone: string): Interval {
  const start = on.toPlainDateTime(entry.startTime).toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const endsNextDay = Temporal.PlainTime.compare(entry.endTime, entry.startTime) <= 0;
  const wantedEnd = on.add({ days: endsNextDay ? 1 : 0 }).toPlainDateTime(entry.endTime);
  const end = wantedEnd.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (end.toPlainDateTime().equals(wantedEnd)) return { start: start.toInstant(), end: end.toInstant() };
  const change = wantedEnd.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).getTimeZoneTransition('next');
  return { start: start.toInstant(), end: change ? earlierOf(change.toInstant(), end.toInstant()) : end.toInstant() };
}

function startIsRemoved(entry: TimetableEntry, on: Temporal.PlainDate, timeZone: string): boolean {
  const wanted = on.toPlainDateTime(entry.startTime);
  return !wanted.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).toPlainDateTime().equals(wanted);
}

/** A period that runs past midnight into a closed day ends at that midnight. */
function endBeforeClosedDay(period: VisitingPeriod, closedDays: ReadonlySet<string>, timeZone: string): VisitingPeriod {
  if (closedDays.size === 0) return period;
  const nextDay = period.during.start.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 });
  if (!closedDays.has(nextDay.toString())) return period;
  const midnight = nextDay.toZonedDateTime(timeZone).toInstant();
  return { ...period, during: { start: period.during.start, end: earlierOf(period.during.end, midnight) } };
}
