import type { BlockedDate, OneOffPeriod, TimetableEntry, VisitingPeriod } from '../facility/timetable.ts';
import type { TimetableEntryId } from '../shared/ids.ts';
import { type Interval, overlaps } from '../shared/interval.ts';
import { type LocalDay, localDate, localDay } from '../shared/local-day.ts';
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
  const expanded = expandedDays(input);
  const { closedDays } = expanded;
  const days = daysOf(input).map((day) => occurrencesOn(input, expanded, day));
  const periods = days.flatMap((day) => day.periods).filter(({ during }) => overlaps(during, input.window));
  const dropped = days.flatMap((day) => day.dropped).filter(({ during }) => overlaps(during, input.window));

  for (const oneOff of input.oneOffPeriods) {
    if (!overlaps(oneOff.during, input.window)) continue;
    const on = localDate(oneOff.during.start, input.timeZone);
    if (!closedDays.has(on.toString()))
      periods.push({ ...sharedParts(oneOff), key: oneOff.id, during: oneOff.during, lengthsMinutes: oneOff.lengthsMinutes });
  }

  const open = periods
    .map((period) => endBeforeClosedDay(period, closedDays, input.timeZone))
    .filter((period) => overlaps(period.during, input.window));
  return { periods: open.sort(byStart), dropped: dropped.map(({ entryId, on, why }) => ({ entryId, on, why })) };
}

function sharedParts(source: TimetableEntry | OneOffPeriod): Pick<VisitingPeriod, 'audience' | 'visitTypes' | 'capacity'> {
  return { audience: source.audience, visitTypes: source.visitTypes, capacity: source.capacity };
}

function byStart(a: VisitingPeriod, b: VisitingPeriod): number {
  return a.during.start.epochMilliseconds - b.during.start.epochMilliseconds || (a.key < b.key ? -1 : 1);
}

/** The days of a window, one day wider on the left for periods that run past midnight. */
function daysOf({ window, timeZone }: TimetableInput): readonly LocalDay[] {
  const last = window.end.epochMilliseconds;
  const first = localDay(window.start.epochMilliseconds, timeZone);
  const days: LocalDay[] = [];
  for (let day = localDay(first.start - 1, timeZone); day.start <= last; day = localDay(day.end, timeZone)) days.push(day);
  return days;
}

interface DayOccurrences {
  readonly periods: readonly VisitingPeriod[];
  readonly dropped: readonly (DroppedPeriod & { readonly during: Interval })[];
}

/** What was expanded of one timetable with its blocked dates. */
interface ExpandedDays {
  readonly timeZone: string;
  readonly weekStartsOn: number | undefined;
  readonly closedDays: ReadonlySet<string>;
  /** By the day's first instant, in epoch milliseconds. */
  readonly byDay: Map<number, DayOccurrences>;
}

/** A timetable is read once and asked about thousands of times, mostly about the same days; what is expanded goes with its last reader. */
const known = new WeakMap<TimetableInput['timetable'], WeakMap<TimetableInput['blockedDates'], ExpandedDays>>();

/** Entries that begin on a date, blocked ones left out. */
function occurrencesOn(input: TimetableInput, { byDay }: ExpandedDays, day: LocalDay): DayOccurrences {
  const occurrences = byDay.get(day.start) ?? expandDay(input, day);
  byDay.set(day.start, occurrences);
  return occurrences;
}

function expandedDays({ timetable, blockedDates, timeZone, weekStartsOn }: TimetableInput): ExpandedDays {
  const ofTimetable = known.get(timetable) ?? new WeakMap<TimetableInput['blockedDates'], ExpandedDays>();
  known.set(timetable, ofTimetable);
  const before = ofTimetable.get(blockedDates);
  if (before?.timeZone === timeZone && before.weekStartsOn === weekStartsOn) return before;
  const made: ExpandedDays = { timeZone, weekStartsOn, closedDays: closedDaysOf(blockedDates), byDay: new Map() };
  ofTimetable.set(blockedDates, made);
  return made;
}

function expandDay(input: TimetableInput, { on, weekday }: LocalDay): DayOccurrences {
  const periods: VisitingPeriod[] = [];
  const dropped: (DroppedPeriod & { readonly during: Interval })[] = [];
  const blocked = input.blockedDates.filter((one) => one.on.equals(on)).map(({ timetableEntryId }) => timetableEntryId);
  for (const entry of blocked.includes(null) ? [] : input.timetable) {
    if (entry.weekday !== weekday || blocked.includes(entry.id) || !beginsOn(entry, on, input.weekStartsOn ?? 7)) continue;
    const during = occurrenceOn(entry, on, input.timeZone);
    if (startIsRemoved(entry, on, input.timeZone)) dropped.push({ entryId: entry.id, on, why: 'clock-change', during });
    else periods.push({ ...sharedParts(entry), key: `${entry.id}@${on}`, during, lengthsMinutes: null });
  }
  return { periods, dropped };
}

function closedDaysOf(blockedDates: readonly BlockedDate[]): ReadonlySet<string> {
  return new Set(blockedDates.filter(({ timetableEntryId }) => timetableEntryId === null).map(({ on }) => on.toString()));
}

/** Whether an entry begins on a date of its weekday. */
function beginsOn(entry: TimetableEntry, on: Temporal.PlainDate, weekStartsOn: number): boolean {
  const { validFromOn, validToOn, everyWeeks } = entry;
  if (Temporal.PlainDate.compare(on, validFromOn) < 0 || (validToOn && Temporal.PlainDate.compare(on, validToOn) > 0)) return false;
  return everyWeeks === 1 || weeksSinceFirst(entry, on, weekStartsOn) % everyWeeks === 0;
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
  const nextDay = localDate(period.during.start, timeZone).add({ days: 1 });
  if (!closedDays.has(nextDay.toString())) return period;
  const midnight = nextDay.toZonedDateTime(timeZone).toInstant();
  return { ...period, during: { start: period.during.start, end: earlierOf(period.during.end, midnight) } };
}
