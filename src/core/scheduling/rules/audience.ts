import type { Audience, Group, VisitingPeriod } from '../../facility/timetable.ts';
import type { Resident } from '../../people/people.ts';
import type { Finding } from '../../shared/finding.ts';
import type { AdmissionFacts } from '../admission-facts.ts';
import { factUnknown, newFinding } from './new-finding.ts';
import { fittingPeriods, periodsAround } from './period-and-length.ts';
import type { RuleContext } from './rule.ts';

/** Whether a period's audience takes the resident; `unknown` when a group is asked for that the roster does not tell. */
export type Admits = 'yes' | 'no' | 'unknown';

/** F1: housing unit, custody and privilege level groups; a resident without a unit (just booked in) is looked at by a person. */
export function audience(context: RuleContext): Finding[] {
  if (!context.facts.resident.known) return [factUnknown('F1', 'resident')];
  const resident = context.facts.resident.value;
  const fitting = fittingPeriods(context);
  const answers = (fitting.length > 0 ? fitting : periodsAround(context)).map((period) => admits(period.audience, resident));
  if (answers.length > 0 && answers.every((answer) => answer === 'no'))
    return [newFinding('F1', 'unit-not-served', 'refuse', { subject: resident.id })];
  if (resident.housingUnitId === null) return [newFinding('F1', 'housing-unknown', 'review', { subject: resident.id })];
  if (answers.length > 0 && !answers.includes('yes')) return [factUnknown('F1', 'resident-levels')];
  return [];
}

/** The periods a slot may be taken in: those that fit and whose audience does not shut the resident out. */
export function admittingPeriods(context: RuleContext): VisitingPeriod[] {
  return fittingPeriods(context).filter((period) => mayAdmit(period, context.facts));
}

/** Whether a period's audience does not shut the resident out. */
export function mayAdmit({ audience: to }: VisitingPeriod, { resident }: Pick<AdmissionFacts, 'resident'>): boolean {
  return !resident.known || admits(to, resident.value) !== 'no';
}

function admits(to: Audience, resident: Resident): Admits {
  const answers = [
    groupAdmits(to.housingUnits, resident.housingUnitId),
    groupAdmits(to.custodyLevels, resident.custodyLevel),
    groupAdmits(to.privilegeLevels, resident.privilegeLevel),
  ];
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

function groupAdmits<Value>(group: Group<Value> | undefined, value: Value | null): Admits {
  if (!group) return 'yes';
  if (value === null) return 'unknown';
  return group.values.includes(value) === (group.mode === 'include') ? 'yes' : 'no';
}
