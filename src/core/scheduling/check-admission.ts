import type { Finding } from '../shared/finding.ts';
import type { Temporal } from '../shared/time.ts';
import type { AdmissionFacts, Wish } from './admission-facts.ts';
import { expandTimetable } from './expand-timetable.ts';
import { allowance } from './rules/allowance.ts';
import { audience } from './rules/audience.ts';
import { blockedDate } from './rules/blocked-date.ts';
import { connection } from './rules/connection.ts';
import { notice } from './rules/notice.ts';
import { people } from './rules/people.ts';
import { periodAndLength } from './rules/period-and-length.ts';
import { presence } from './rules/presence.ts';
import { residentAlert } from './rules/resident-alert.ts';
import { restrictions } from './rules/restrictions.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import { stations } from './rules/stations.ts';
import { visitTypeOffered } from './rules/visit-type-offered.ts';

/** Rules whose answer is the same for every time of the window: a search over many times asks them once. */
export const standingRules: readonly Rule[] = [visitTypeOffered, connection, residentAlert];

/** Rules whose answer depends only on the calendar date and the length. */
export const dailyRules: readonly Rule[] = [people, allowance];

/** Rules that look at the exact time. */
export const timedRules: readonly Rule[] = [presence, restrictions, notice, blockedDate, periodAndLength, audience, stations];

/**
 * The one door of the rules (docs/rules.md): offer, request, approval, revision and every later check ask here and nowhere else. Returns
 * all findings, none hidden by another; facts that could not be had come back as `review`. Claims (C1) are judged by the database.
 */
export function checkAdmission(facts: AdmissionFacts, wish: Wish, now: Temporal.Instant): Finding[] {
  const context: RuleContext = { facts, wish, now, periods: periodsAt(facts, wish.during) };
  const findings = [...standingRules, ...dailyRules, ...timedRules].flatMap((rule) => rule(context));
  const blocked = findings.some((finding) => finding.code === 'date-blocked');
  return findings.filter((finding) => !(blocked && finding.code === 'outside-visiting-hours'));
}

/** Visiting periods of the facts' timetable that overlap an interval. */
export function periodsAt(facts: AdmissionFacts, window: Wish['during']): RuleContext['periods'] {
  const { timetable, oneOffPeriods, blockedDates, facility, policy } = facts;
  return expandTimetable({ timetable, oneOffPeriods, blockedDates, timeZone: facility.timeZone, window, weekStartsOn: policy.weekStartsOn })
    .periods;
}
