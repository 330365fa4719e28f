import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimetableEntry } from '../facility/timetable.ts';
import { Temporal } from '../shared/time.ts';
import { expandTimetable } from './expand-timetable.ts';

const chicago = 'America/Chicago';

function entry(changes: Partial<TimetableEntry> = {}): TimetableEntry {
  return {
    id: 'tte_0000000000000001',
    weekday: 6,
    startTime: Temporal.PlainTime.from('09:00'),
    endTime: Temporal.PlainTime.from('11:00'),
    everyWeeks: 1,
    validFromOn: Temporal.PlainDate.from('2026-01-01'),
    validToOn: null,
    audience: {},
    visitTypes: ['social'],
    capacity: 4,
    ...changes,
  };
}

function at(time: string): Temporal.PlainTime {
  return Temporal.PlainTime.from(time);
}

function expand(entries: TimetableEntry[], from: string, to: string, more: Partial<Parameters<typeof expandTimetable>[0]> = {}) {
  const timeZone = more.timeZone ?? chicago;
  const midnight = (on: string) => Temporal.PlainDate.from(on).toZonedDateTime(timeZone).toInstant();
  return expandTimetable({
    timetable: entries,
    oneOffPeriods: [],
    blockedDates: [],
    timeZone,
    window: { start: midnight(from), end: midnight(to) },
    ...more,
  });
}

function local(instant: Temporal.Instant, timeZone = chicago): string {
  return instant.toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never' });
}

test('a Saturday entry has one period each Saturday, named after entry and date', () => {
  const { periods } = expand([entry()], '2026-12-01', '2026-12-15');
  expect(periods.map((period) => period.key)).toEqual(['tte_0000000000000001@2026-12-05', 'tte_0000000000000001@2026-12-12']);
  expect(periods.map((period) => local(period.during.start))).toEqual(['2026-12-05T09:00:00-06:00', '2026-12-12T09:00:00-06:00']);
});

test('every second week is counted from the week of the first valid day, and never before it', () => {
  const from = Temporal.PlainDate.from('2026-12-02');
  const every2 = expand([entry({ everyWeeks: 2, validFromOn: from })], '2026-11-01', '2027-01-15');
  expect(every2.periods.map((period) => period.key.slice(-10))).toEqual(['2026-12-05', '2026-12-19', '2027-01-02']);
  const sundays = entry({ weekday: 7, everyWeeks: 2, validFromOn: from });
  expect(expand([sundays], '2026-11-01', '2026-12-20').periods.map((period) => period.key.slice(-10))).toEqual(['2026-12-13']);
  const mondayWeeks = expand([sundays], '2026-11-01', '2026-12-20', { weekStartsOn: 1 });
  expect(mondayWeeks.periods.map((period) => period.key.slice(-10))).toEqual(['2026-12-06']);
});

test('the last valid day still has its period, the day after has none', () => {
  const { periods } = expand([entry({ validToOn: Temporal.PlainDate.from('2026-12-12') })], '2026-12-01', '2027-02-01');
  expect(periods).toHaveLength(2);
});

test('a blocked date closes the whole facility or only one entry', () => {
  const other = entry({ id: 'tte_0000000000000002', startTime: at('13:00'), endTime: at('15:00') });
  const on = Temporal.PlainDate.from('2026-12-05');
  const one = expand([entry(), other], '2026-12-05', '2026-12-06', { blockedDates: [{ on, timetableEntryId: other.id }] });
  expect(one.periods.map((period) => period.key)).toEqual(['tte_0000000000000001@2026-12-05']);
  expect(expand([entry(), other], '2026-12-05', '2026-12-06', { blockedDates: [{ on, timetableEntryId: null }] }).periods).toEqual([]);
});

test('a period that runs past midnight belongs to the day it begins on and stops before a closed day', () => {
  const late = entry({ startTime: at('22:00'), endTime: at('01:00') });
  const [period] = expand([late], '2026-12-06', '2026-12-07').periods;
  expect(period && local(period.during.end)).toBe('2026-12-06T01:00:00-06:00');
  const blockedDates = [{ on: Temporal.PlainDate.from('2026-12-06'), timetableEntryId: null }];
  const [cut] = expand([late], '2026-12-05', '2026-12-08', { blockedDates }).periods;
  expect(cut && local(cut.during.end)).toBe('2026-12-06T00:00:00-06:00');
});

test('a one-off period keeps its own id and lengths, and a closed day closes it too', () => {
  const during = { start: Temporal.Instant.from('2026-12-07T16:00Z'), end: Temporal.Instant.from('2026-12-07T17:00Z') };
  const oneOff = {
    id: 'oop_0000000000000001' as const,
    during,
    audience: {},
    visitTypes: ['social' as const],
    capacity: 2,
    lengthsMinutes: [1],
  };
  const [period] = expand([], '2026-12-07', '2026-12-08', { oneOffPeriods: [oneOff] }).periods;
  expect(period).toMatchObject({ key: oneOff.id, lengthsMinutes: [1], capacity: 2 });
  const blockedDates = [{ on: Temporal.PlainDate.from('2026-12-07'), timetableEntryId: null }];
  expect(expand([], '2026-12-07', '2026-12-08', { oneOffPeriods: [oneOff], blockedDates }).periods).toEqual([]);
});

test('a start that the spring change removes is dropped and reported', () => {
  const night = entry({ weekday: 7, startTime: at('02:30'), endTime: at('04:00') });
  const { periods, dropped } = expand([night], '2027-03-14', '2027-03-15');
  expect(periods).toEqual([]);
  expect(dropped.map((one) => `${one.entryId} ${one.on} ${one.why}`)).toEqual(['tte_0000000000000001 2027-03-14 clock-change']);
});

test('an end that the spring change removes is the change itself', () => {
  const night = entry({ weekday: 7, startTime: at('01:00'), endTime: at('02:30') });
  const [period] = expand([night], '2027-03-14', '2027-03-15').periods;
  expect(period && [local(period.during.start), local(period.during.end)]).toEqual([
    '2027-03-14T01:00:00-06:00',
    '2027-03-14T03:00:00-05:00',
  ]);
});

test('on the autumn change an ambiguous start is the earlier and an ambiguous end the later instant', () => {
  const [starts] = expand([entry({ weekday: 7, startTime: at('01:30'), endTime: at('04:00') })], '2026-11-01', '2026-11-02').periods;
  expect(starts && local(starts.during.start)).toBe('2026-11-01T01:30:00-05:00');
  const [ends] = expand([entry({ weekday: 7, startTime: at('00:00'), endTime: at('01:30') })], '2026-11-01', '2026-11-02').periods;
  expect(ends && local(ends.during.end)).toBe('2026-11-01T01:30:00-06:00');
});

test('in every zone and on every day a period keeps its wall-clock times, runs forward, and none is lost unreported', () => {
  const zones = [
    'America/Chicago',
    'America/New_York',
    'America/Los_Angeles',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'America/St_Johns',
    'UTC',
  ];
  const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => Temporal.PlainTime.from('00:00').add({ minutes: quarter * 15 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      clock,
      clock,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 4 }),
      (timeZone, start, end, weekday, everyWeeks) => {
        const one = entry({ weekday, startTime: start, endTime: end, everyWeeks });
        const { periods, dropped } = expand([one], '2026-10-01', '2027-04-15', { timeZone });
        for (const period of periods) {
          const began = period.during.start.toZonedDateTimeISO(timeZone);
          expect(period.during.end.epochMilliseconds).toBeGreaterThan(period.during.start.epochMilliseconds);
          if (Temporal.PlainTime.compare(began.toPlainTime(), start) === 0) expect(began.dayOfWeek).toBe(weekday);
          else expect(period.key).toBe('never: the start keeps its wall-clock time');
        }
        expect(new Set(periods.map((period) => period.key)).size).toBe(periods.length);
        expect(periods.length + dropped.length).toBeGreaterThanOrEqual(Math.floor(196 / (7 * everyWeeks)) - 1);
      },
    ),
    { numRuns: 60, verbose: 1 },
  );
});
