import type { BlockedDate } from '../../facility/timetable.ts';
import type { Finding } from '../../shared/finding.ts';
import { contains } from '../../shared/interval.ts';
import { expandTimetable } from '../expand-timetable.ts';
import { newFinding } from './new-finding.ts';
import { periodsAround } from './period-and-length.ts';
import type { RuleContext } from './rule.ts';

/** One list for all, so that what was expanded with it is known again. */
const nothingBlocked: readonly BlockedDate[] = [];

/** W3: expansion has already taken blocked dates away; this names them as the reason where a period would have been. */
export function blockedDate(context: RuleContext): Finding[] {
  const { facts, wish } = context;
  if (facts.blockedDates.length === 0 || periodsAround(context).length > 0) return [];
  const { timetable, oneOffPeriods, facility, policy } = facts;
  const window = wish.during;
  const unblocked = expandTimetable({
    timetable,
    oneOffPeriods,
    blockedDates: nothingBlocked,
    timeZone: facility.timeZone,
    window,
    weekStartsOn: policy.weekStartsOn,
  });
  const wouldFit = unblocked.periods.some((period) => contains(period.during, wish.during) && period.visitTypes.includes(wish.visitType));
  return wouldFit ? [newFinding('W3', 'date-blocked', 'refuse')] : [];
}
