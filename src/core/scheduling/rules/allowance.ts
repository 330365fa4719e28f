import type { AllowancePolicy } from '../../facility/policy.ts';
import type { Finding } from '../../shared/finding.ts';
import { type Interval, lengthMilliseconds } from '../../shared/interval.ts';
import { Temporal } from '../../shared/time.ts';
import type { CountedVisit } from '../admission-facts.ts';
import { factUnknown, newFinding } from './new-finding.ts';
import { facilityDate, type RuleContext } from './rule.ts';

/** F5: visits or minutes of one resident or visitor in the facility-local week or month in which the wish begins. */
export function allowance(context: RuleContext): Finding[] {
  const applying = context.facts.policy.allowances.filter((one) => !one.exemptVisitTypes.includes(context.wish.visitType));
  if (applying.length === 0) return [];
  const { countedVisits } = context.facts;
  if (!countedVisits.known) return [factUnknown('F5', 'counted-visits')];
  return applying.flatMap((one) => judge(one, countedVisits.value, context));
}

function judge(policy: AllowancePolicy, counted: readonly CountedVisit[], context: RuleContext): Finding[] {
  const person = policy.whose === 'resident' ? context.facts.resident : context.facts.visitor;
  if (!person.known) return [factUnknown('F5', policy.whose)];
  const counting = counted.filter(
    (visit) =>
      (policy.whose === 'resident' ? visit.residentId : visit.visitorId) === person.value.id &&
      visit.visitId !== context.wish.replaces &&
      !policy.exemptVisitTypes.includes(visit.visitType),
  );
  // What is allowed all together is allowed in each of its weeks: most people have few visits, and no week need be reckoned.
  if (total(policy, counting, context) <= policy.most) return [];
  const period = allowancePeriod(policy.per, context);
  const used = counting.filter((visit) => startsIn(visit.during, period));
  if (total(policy, used, context) <= policy.most) return [];
  const code = policy.whose === 'resident' ? 'resident-allowance-used' : 'visitor-allowance-used';
  const detail = { most: policy.most, per: policy.per, unit: policy.unit };
  return [newFinding('F5', code, 'refuse', { subject: person.value.id, until: period.end.toString(), detail })];
}

/** Of visits that count and the wish. */
function total(policy: AllowancePolicy, visits: readonly CountedVisit[], { wish }: RuleContext): number {
  return visits.reduce((sum, visit) => sum + amount(policy, visit.during), amount(policy, wish.during));
}

function amount(policy: AllowancePolicy, during: Interval): number {
  return policy.unit === 'visits' ? 1 : lengthMilliseconds(during) / 60_000;
}

function startsIn(during: Interval, period: Interval): boolean {
  return Temporal.Instant.compare(period.start, during.start) <= 0 && Temporal.Instant.compare(during.start, period.end) < 0;
}

function allowancePeriod(per: AllowancePolicy['per'], context: RuleContext): Interval {
  const { facility, policy } = context.facts;
  const on = facilityDate(context, context.wish.during.start);
  const first = per === 'month' ? on.with({ day: 1 }) : on.subtract({ days: (on.dayOfWeek - policy.weekStartsOn + 7) % 7 });
  const next = first.add(per === 'month' ? { months: 1 } : { days: 7 });
  return { start: first.toZonedDateTime(facility.timeZone).toInstant(), end: next.toZonedDateTime(facility.timeZone).toInstant() };
}
