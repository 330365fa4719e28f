import type { RouteOutput } from '../../../src/contract/routes.ts';
import type { ApiProblem } from '../../api/problem.ts';

export type Offers = RouteOutput<'GET /api/visitor/contacts/:residentId/offers'>;
export type DayOffer = Offers['days'][number];
export interface Times {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Days without those at the end that cannot be booked yet, so that a calendar ends where booking ends. */
export function bookableDays(days: readonly DayOffer[]): readonly DayOffer[] {
  let end = days.length;
  while (end > 0 && days[end - 1]?.slots.length === 0 && days[end - 1]?.closedBecause === 'notice-too-long') end--;
  return days.slice(0, end);
}

/** Days in rows of a week that begins on Sunday; null where a row has a day that is not on offer. */
export function inWeeks(days: readonly DayOffer[]): (DayOffer | null)[][] {
  const weeks: (DayOffer | null)[][] = [];
  for (const day of days) {
    const weekday = new Date(`${day.on}T12:00:00Z`).getUTCDay();
    const last = weeks[weeks.length - 1];
    if (!last || weekday === 0) weeks.push([...Array(weekday).fill(null), day]);
    else last.push(day);
  }
  const last = weeks[weeks.length - 1];
  while (last && last.length < 7) last.push(null);
  return weeks;
}

/** So many of the times on offer that are nearest to a lost one, the nearest first. */
export function nearestTo(lost: string, days: readonly DayOffer[], most: number): readonly Times[] {
  const far = ({ startsAt }: Times): number => Math.abs(Date.parse(startsAt) - Date.parse(lost));
  return days
    .flatMap((day) => day.slots)
    .sort((one, other) => far(one) - far(other))
    .slice(0, most);
}

/** The nearest free times that come with a lost one. */
export function alternativesOf(problem: ApiProblem | null): readonly Times[] {
  const given = problem?.detail.alternatives;
  return Array.isArray(given) ? given.filter(isTimes) : [];
}

function isTimes(value: unknown): value is Times {
  const times = value as Partial<Times> | null;
  return typeof times?.startsAt === 'string' && typeof times.endsAt === 'string';
}
