import type { VisitTypePolicy } from '../../facility/policy.ts';
import type { VisitingPeriod } from '../../facility/timetable.ts';
import type { Finding } from '../../shared/finding.ts';
import { contains, lengthMilliseconds } from '../../shared/interval.ts';
import { newFinding } from './new-finding.ts';
import { type RuleContext, visitTypePolicy } from './rule.ts';

/** W1 and W7: the wish lies in a visiting period of its visit type, and is as long as the period or one of the lengths offered in it. */
export function periodAndLength(context: RuleContext): Finding[] {
  if (periodsAround(context).length === 0) return [newFinding('W1', 'outside-visiting-hours', 'refuse')];
  if (fittingPeriods(context).length > 0) return [];
  return [newFinding('W7', 'length-not-offered', 'refuse', { detail: { minutes: lengthMilliseconds(context.wish.during) / 60_000 } })];
}

/** Visiting periods that contain the wish and take its visit type. */
export function periodsAround({ periods, wish }: RuleContext): VisitingPeriod[] {
  return periods.filter((period) => contains(period.during, wish.during) && period.visitTypes.includes(wish.visitType));
}

/** Those of them in which the wish's length is offered. */
export function fittingPeriods(context: RuleContext): VisitingPeriod[] {
  const wanted = lengthMilliseconds(context.wish.during);
  return periodsAround(context).filter(
    (period) =>
      wanted === lengthMilliseconds(period.during) ||
      lengthsOf(period, visitTypePolicy(context)).some((minutes) => minutes * 60_000 === wanted),
  );
}

/** Lengths in minutes that are named for a visiting period: its own, else the policy's. */
export function lengthsOf(period: VisitingPeriod, row: VisitTypePolicy | null): readonly number[] {
  return period.lengthsMinutes ?? row?.lengthsMinutes ?? [];
}
