import type { BookingActor } from '../facility/policy.ts';
import type { Station } from '../facility/station.ts';
import type { BlockedDate, VisitingPeriod } from '../facility/timetable.ts';
import type { VisitType } from '../facility/visit-type.ts';
import type { Finding, FindingCode, OutsiderCode } from '../shared/finding.ts';
import type { VisitId } from '../shared/ids.ts';
import { type Interval, intersect } from '../shared/interval.ts';
import { localDate } from '../shared/local-day.ts';
import { laterOf, Temporal } from '../shared/time.ts';
import type { SlotFacts, Wish } from './admission-facts.ts';
import { dailyRules, periodsAt, standingRules, timedRules } from './check-admission.ts';
import { type ClaimIndex, indexClaims } from './claim-index.ts';
import { fitInto } from './fit-slot.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import { usableStations } from './rules/stations.ts';
import type { Slot } from './slot.ts';

export interface FreeSlotsQuery {
  readonly actor: BookingActor;
  readonly visitType: VisitType;
  readonly lengthMinutes: number;
  /** As in a wish: when the visitor asked, for offers of another slot later on. */
  readonly askedAt?: Temporal.Instant | null;
  readonly replaces?: VisitId | null;
}

/** One facility-local day of an offer. A day without times says why, in words an outsider may read. */
export interface OfferedDay {
  readonly on: Temporal.PlainDate;
  readonly slots: Slot[];
  readonly closedBecause: FindingCode | 'not-possible' | null;
}

/**
 * The slots of the facts' window, from now on, that every rule allows and nobody has taken. Start times step through each visiting period
 * by the length and the longest turn-round of the stations that may serve the resident, so that any of them can take neighbouring slots.
 * Findings of weight `review` do not close a slot. Rules that do not look at the hour are asked once, or once a day.
 */
export function freeSlots(facts: SlotFacts, query: FreeSlotsQuery, now: Temporal.Instant): { slots: Slot[]; days: OfferedDay[] } {
  const search = prepare(facts, query, now);
  const window = intersect(facts.window, {
    start: laterOf(now, facts.window.start),
    end: laterOf(now, facts.window.end).add({ seconds: 1 }),
  });
  if (!window) return { slots: [], days: [] };

  const byDay = new Map<string, Candidate[]>();
  for (const period of periodsAt(facts, window))
    for (const during of startsIn(period, search, window)) {
      const on = localDate(during.start, facts.facility.timeZone).toString();
      const sameDay = byDay.get(on);
      if (sameDay) sameDay.push({ period, during });
      else byDay.set(on, [{ period, during }]);
    }
  const days = datesOf(window, facts.facility.timeZone).map((on) => offerDay(search, on, byDay.get(on.toString()) ?? []));
  return { slots: days.flatMap((day) => day.slots), days };
}

/** A time that a visiting period would allow by length alone. */
interface Candidate {
  readonly period: VisitingPeriod;
  readonly during: Interval;
}

interface Search {
  readonly facts: SlotFacts;
  readonly query: FreeSlotsQuery;
  readonly now: Temporal.Instant;
  readonly stations: readonly Station[];
  readonly claims: ClaimIndex;
  readonly stepMinutes: number;
  /** What refuses every time alike. */
  readonly standing: readonly Finding[];
}

function prepare(facts: SlotFacts, query: FreeSlotsQuery, now: Temporal.Instant): Search {
  const stations = usableStations(facts, query.visitType);
  const context = { facts, now, periods: [], wish: wishAt(query, { start: now, end: now.add({ minutes: query.lengthMinutes }) }) };
  return {
    facts,
    query,
    now,
    stations,
    claims: indexClaims(facts.claims, query.replaces ?? null),
    stepMinutes: query.lengthMinutes + Math.max(0, ...stations.map((station) => station.turnRoundMinutes)),
    standing: refusals(standingRules, context),
  };
}

function offerDay(search: Search, on: Temporal.PlainDate, candidates: readonly Candidate[]): OfferedDay {
  const standing = search.standing[0];
  if (standing) return { on, slots: [], closedBecause: standing.outsiderCode };
  const slots = new Map<number, Slot>();
  let reason: OutsiderCode | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  let daily: readonly Finding[] | null = null;

  for (const { period, during } of candidates) {
    if (slots.has(during.start.epochMilliseconds)) continue;
    const context: RuleContext = { facts: search.facts, now: search.now, periods: [period], wish: wishAt(search.query, during) };
    daily ??= refusals(dailyRules, context);
    const refused = [...daily, ...refusals(timedRules, context)];
    const slot = refused.length === 0 ? fitInto(search.facts, context.wish, [period], search.stations, search.claims) : null;
    if (slot) slots.set(during.start.epochMilliseconds, slot);
    else if (refused.length < fewest) {
      fewest = refused.length;
      reason = refused[0]?.outsiderCode ?? 'slot-taken';
    }
  }

  const sorted = [...slots.entries()].sort(([a], [b]) => a - b).map(([, slot]) => slot);
  return { on, slots: sorted, closedBecause: sorted.length > 0 ? null : (reason ?? closedDay(search, on)) };
}

/** Why a day has no start time at all; a blocked entry of another visit type is no reason. */
function closedDay({ facts, query }: Search, on: Temporal.PlainDate): FindingCode {
  const concerns = ({ timetableEntryId }: BlockedDate): boolean =>
    timetableEntryId === null ||
    facts.timetable.some(({ id, visitTypes }) => id === timetableEntryId && visitTypes.includes(query.visitType));
  const blocked = facts.blockedDates.some((one) => Temporal.PlainDate.compare(one.on, on) === 0 && concerns(one));
  return blocked ? 'date-blocked' : 'outside-visiting-hours';
}

function* startsIn(period: VisitingPeriod, search: Search, window: Interval): Generator<Interval> {
  if (!period.visitTypes.includes(search.query.visitType)) return;
  const lengthMilliseconds = search.query.lengthMinutes * 60_000;
  const lastStart = Math.min(period.during.end.epochMilliseconds - lengthMilliseconds, window.end.epochMilliseconds - 1);
  for (let start = period.during.start.epochMilliseconds; start <= lastStart; start += search.stepMinutes * 60_000) {
    if (start < window.start.epochMilliseconds) continue;
    yield { start: Temporal.Instant.fromEpochMilliseconds(start), end: Temporal.Instant.fromEpochMilliseconds(start + lengthMilliseconds) };
  }
}

function wishAt(query: FreeSlotsQuery, during: Interval): Wish {
  const { actor, visitType, replaces = null, askedAt = null } = query;
  return { actor, visitType, during, guests: [], replaces, askedAt };
}

function refusals(rules: readonly Rule[], context: RuleContext): Finding[] {
  return rules.flatMap((rule) => rule(context)).filter((finding) => finding.weight === 'refuse');
}

function datesOf(window: Interval, timeZone: string): Temporal.PlainDate[] {
  const last = window.end.subtract({ milliseconds: 1 }).toZonedDateTimeISO(timeZone).toPlainDate();
  const dates: Temporal.PlainDate[] = [];
  let on = window.start.toZonedDateTimeISO(timeZone).toPlainDate();
  while (Temporal.PlainDate.compare(on, last) <= 0) {
    dates.push(on);
    on = on.add({ days: 1 });
  }
  return dates;
}
