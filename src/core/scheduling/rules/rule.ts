import type { VisitTypePolicy } from '../../facility/policy.ts';
import type { VisitingPeriod } from '../../facility/timetable.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Interval } from '../../shared/interval.ts';
import { localDate } from '../../shared/local-day.ts';
import { Temporal } from '../../shared/time.ts';
import type { AdmissionFacts, Wish } from '../admission-facts.ts';

/** What a rule looks at: the facts, the wish, and the visiting periods the wish's time touches. */
export interface RuleContext {
  readonly facts: AdmissionFacts;
  readonly wish: Wish;
  readonly now: Temporal.Instant;
  readonly periods: readonly VisitingPeriod[];
}

/** One rule: pure, total, and never silent about a fact it could not have. */
export type Rule = (context: RuleContext) => Finding[];

/** The policy's row for the wished visit type, or null when there is none. */
export function visitTypePolicy(context: RuleContext): VisitTypePolicy | null {
  return context.facts.policy.visitTypes[context.wish.visitType] ?? null;
}

/** The facility's calendar date of an instant. */
export function facilityDate({ facts }: RuleContext, instant: Temporal.Instant): Temporal.PlainDate {
  return localDate(instant, facts.facility.timeZone);
}

/** Whether something dated is in force at any instant of an interval; `end: null` means until lifted. */
export function inForce(dated: { readonly start: Temporal.Instant; readonly end: Temporal.Instant | null }, during: Interval): boolean {
  return (
    Temporal.Instant.compare(dated.start, during.end) < 0 && (dated.end === null || Temporal.Instant.compare(during.start, dated.end) < 0)
  );
}
