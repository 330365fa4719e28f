import { expect, test } from 'vitest';
import { ApiProblem } from '../../api/problem.ts';
import { alternativesOf, bookableDays, type DayOffer, inWeeks, nearestTo } from './offers.ts';

const slot = { startsAt: '2026-12-05T16:00:00Z', endsAt: '2026-12-05T16:20:00Z' };
const day = (on: string, closedBecause: DayOffer['closedBecause'] = null): DayOffer => ({
  on,
  slots: closedBecause ? [] : [slot],
  closedBecause,
  totalCents: 340,
});

test('weeks begin on Sunday and are filled up on both sides', () => {
  const weeks = inWeeks([day('2026-12-04'), day('2026-12-05'), day('2026-12-06')]);
  expect(weeks.map((week) => week.map((one) => one?.on ?? null))).toEqual([
    [null, null, null, null, null, '2026-12-04', '2026-12-05'],
    ['2026-12-06', null, null, null, null, null, null],
  ]);
});

test('days that are too far ahead are left out at the end, closed days in between stay', () => {
  const days = [
    day('2026-12-04', 'date-blocked'),
    day('2026-12-05'),
    day('2026-12-06', 'notice-too-long'),
    day('2026-12-07', 'notice-too-long'),
  ];
  expect(bookableDays(days).map((one) => one.on)).toEqual(['2026-12-04', '2026-12-05']);
});

test('the nearest to a lost time are taken from the days on either side of it', () => {
  const at = (startsAt: string) => ({ startsAt, endsAt: startsAt });
  const days = ['2026-12-04', '2026-12-05', '2026-12-06'].map((on) => ({ ...day(on), slots: [at(`${on}T16:00:00Z`)] }));
  const nearest = nearestTo('2026-12-06T09:00:00Z', days, 2);
  expect(nearest.map(({ startsAt }) => startsAt)).toEqual(['2026-12-06T16:00:00Z', '2026-12-05T16:00:00Z']);
});

test('a lost time brings its alternatives, and nothing that is none', () => {
  expect(alternativesOf(new ApiProblem('slot-taken', 409, { detail: { alternatives: [slot, 'x', null, {}] } }))).toEqual([slot]);
  expect(alternativesOf(new ApiProblem('slot-taken', 409))).toEqual([]);
  expect(alternativesOf(null)).toEqual([]);
});
