import type { AllowancePolicy, Policy } from '../../../core/facility/policy.ts';
import type { Station } from '../../../core/facility/station.ts';

/** How far beyond a visit others matter to it. */
export interface Reach {
  /** Minutes in which claims do: a station's turn-round and a resident's way reach beyond a visit. */
  readonly minutes: number;
  /** Days in which visits count in the same week or month. */
  readonly days: number;
}

/** Days before or after a time that its week or month has at most, and one because days begin at another moment elsewhere. */
const PERIOD_DAYS: Readonly<Record<AllowancePolicy['per'], number>> = { week: 8, month: 32 };

/** While no facility is known: two hours, and a month. */
export const REACH_UNKNOWN: Reach = { minutes: 120, days: PERIOD_DAYS.month };

/** That of a facility with this policy and these stations. */
export function reachOf(policy: Policy, stations: readonly Pick<Station, 'turnRoundMinutes'>[]): Reach {
  return {
    minutes: Math.max(policy.movementMinutes, ...stations.map(({ turnRoundMinutes }) => turnRoundMinutes)),
    days: Math.max(0, ...policy.allowances.map(({ per }) => PERIOD_DAYS[per])),
  };
}

/** The least that is enough for all of them. */
export function widestReach(reaches: readonly Reach[]): Reach {
  return { minutes: Math.max(...reaches.map(({ minutes }) => minutes)), days: Math.max(...reaches.map(({ days }) => days)) };
}

/** Whether what was read that far is enough for what matters so far. */
export function reachCovers(read: Reach, needed: Reach): boolean {
  return needed.minutes <= read.minutes && needed.days <= read.days;
}
