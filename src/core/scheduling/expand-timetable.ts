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

  for (const entry of input.timetable)
    for (const on of occurrences(entry, input)) {
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

/** The dates on which an entry begins, one day wider than the window on the left for periods that run past midnight. */
function occurrences(entry: TimetableEntry, input: TimetableInput): Temporal.PlainDate[] {
  const weekStartsOn = input.weekStartsOn ?? 7;
  const firstInWeekOfValidFrom = entry.validFromOn
    .subtract({ days: daysAfter(entry.validFromOn.dayOfWeek, weekStartsOn) })
    .add({ days: daysAfter(entry.weekday, weekStartsOn) });
  const from = laterDate(entry.validFromOn, input.window.start.toZonedDateTimeISO(input.timeZone).toPlainDate().subtract({ days: 1 }));
  const lastOfWindow = input.window.end.toZonedDateTimeISO(input.timeZone).toPlainDate();
  const last = entry.validToOn && Temporal.PlainDate.compare(entry.validToOn, lastOfWindow) < 0 ? entry.validToOn : lastOfWindow;
  const stepDays = 7 * entry.everyWeeks;
  const skipped = Math.max(0, Math.ceil(firstInWeekOfValidFrom.until(from, { largestUnit: 'days' }).days / stepDays));

  const dates: Temporal.PlainDate[] = [];
  let on = firstInWeekOfValidFrom.add({ days: skipped * stepDays });
  while (Temporal.PlainDate.compare(on, last) <= 0) {
    dates.push(on);
    on = on.add({ days: stepDays });
  }
  return dates;
}

/** Days from the beginning of the week to a weekday. */
function daysAfter(weekday: number, weekStartsOn: number): number {
  return (weekday - weekStartsOn + 7) % 7;
}

function laterDate(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) >= 0 ? a : b;
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
