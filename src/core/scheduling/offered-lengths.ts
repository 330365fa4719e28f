import type { VisitType } from '../facility/visit-type.ts';
import { lengthMilliseconds } from '../shared/interval.ts';
import type { AdmissionFacts } from './admission-facts.ts';
import { periodsAt } from './check-admission.ts';
import { LONGEST_LENGTH_MINUTES } from './longest-length.ts';
import { mayAdmit } from './rules/audience.ts';
import { lengthsOf } from './rules/period-and-length.ts';

/**
 * W7: the lengths in minutes, ascending, that visiting periods of the facts' window offer to a visit type of this resident. A period for which
 * none is named is offered whole; one that is closed to the resident (F1) offers nothing, so that no level shows. What is longer than
 * anybody can ask for is left out.
 */
export function offeredLengths(facts: AdmissionFacts, visitType: VisitType): number[] {
  const row = facts.policy.visitTypes[visitType];
  if (!row?.offered) return [];
  const lengths = periodsAt(facts, facts.window)
    .filter((period) => period.visitTypes.includes(visitType) && mayAdmit(period, facts))
    .flatMap((period) => {
      const whole = Math.floor(lengthMilliseconds(period.during) / 60_000);
      const named = lengthsOf(period, row);
      return named.length === 0 ? [whole] : named.filter((minutes) => minutes <= whole);
    });
  return [...new Set(lengths)].filter((minutes) => minutes <= LONGEST_LENGTH_MINUTES).sort((one, other) => one - other);
}
