import { earlierOf, type Temporal } from '../shared/time.ts';
import type { VisitOutcome } from '../visit/visit-status.ts';
import type { Call } from './call.ts';
import type { CallContext } from './watch.ts';

/** Recorded causes for a resident who was not brought. */
export type NotBroughtCause = 'refused' | 'court' | 'medical' | 'other';

export interface NoShowContext extends CallContext {
  /** False: staff recorded the resident at the station. True: not brought, or nobody recorded anything. Else the recorded cause. */
  readonly residentNotBrought: boolean | NotBroughtCause;
}

/** Two people who found each other late get so long to be connected before the visit counts as a technical failure. */
const connectingMinutes = 2;

/**
 * How a visit that never went live went (L8), once the policy's minutes after the start have passed (or the booked end, if that is
 * sooner); null while it may still begin. Absent is who was never in the room. A resident who was not brought without a recorded cause is
 * the facility's no-show. The caller ends the call with `did-not-return`, or `platform-failed` where both came.
 */
export function judgeNoShow(call: Call, context: NoShowContext, now: Temporal.Instant): VisitOutcome | null {
  if (call.liveAt) return null;
  const { start, end } = context.booked;
  const dueAt = earlierOf(start.add({ minutes: context.policy.noShowMinutes }), end);
  if (now.epochMilliseconds < dueAt.epochMilliseconds) return null;
  if (!call.everPresent.visitor) return 'no-show-visitor';
  if (!call.everPresent.resident) return context.residentNotBrought === true ? 'no-show-facility' : 'no-show-resident';

  const connectBy = call.bothPresentSince ? earlierOf(call.bothPresentSince.add({ minutes: connectingMinutes }), end) : dueAt;
  return now.epochMilliseconds < connectBy.epochMilliseconds ? null : 'ended-early-technical';
}
