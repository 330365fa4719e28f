import type { Interval } from '../shared/interval.ts';
import type { GapCause } from './call-events.ts';

/** One stretch in which the call was not whole, with its side and cause. */
export interface CallGap {
  readonly during: Interval;
  readonly cause: GapCause;
}

/** What was delivered: stretches in which both sides had working media, and the gaps between them. */
export interface CallTimeline {
  readonly together: readonly Interval[];
  readonly gaps: readonly CallGap[];
  /** Whole seconds, rounded down (in the visitor's favour): the sum of `together`. */
  readonly deliveredSeconds: number;
}
