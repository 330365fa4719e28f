import { type Interval, lengthMilliseconds, subtract, totalMilliseconds } from '../shared/interval.ts';
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
 * How a visit that never went live went (L8), once people could have joined for the policy's minutes after the start (or at the booked
 * end, if that is sooner); null while it may still begin. Absent is who was never in the room, unless the platform was away for so long
 * that those minutes were not to be had. A resident who was not brought without a recorded cause is the facility's no-show. The caller
 * ends the call with `did-not-return`, or `platform-failed` where the end is a technical one.
 */
export function judgeNoShow(call: Call, context: NoShowContext, now: Temporal.Instant): VisitOutcome | null {
  if (call.liveAt) return null;
  const { start, end } = context.booked;
  const noShowMilliseconds = context.policy.noShowMinutes * 60_000;
  const isOver = now.epochMilliseconds >= end.epochMilliseconds;
  const couldJoin = totalMilliseconds(openToJoining(call, start, earlierOf(now, end)));
  if (!isOver && couldJoin < noShowMilliseconds) return null;

  const { visitor, resident } = call.everPresent;
  const wereAwaited = couldJoin >= Math.min(noShowMilliseconds, lengthMilliseconds(context.booked));
  if (!(visitor && resident) && !wereAwaited) return 'ended-early-technical';
  if (!visitor) return 'no-show-visitor';
  if (!resident) return context.residentNotBrought === true ? 'no-show-facility' : 'no-show-resident';

  const connectBy = call.bothPresentSince ? earlierOf(call.bothPresentSince.add({ minutes: connectingMinutes }), end) : now;
  return now.epochMilliseconds < connectBy.epochMilliseconds ? null : 'ended-early-technical';
}

/** The stretches after the booked start in which somebody looked and the media server was there. */
function openToJoining({ unwatched, closed, closedSince }: Call, start: Temporal.Instant, until: Temporal.Instant): readonly Interval[] {
  if (until.epochMilliseconds <= start.epochMilliseconds) return [];
  const holes = [...unwatched, ...closed, ...(closedSince ? [{ start: closedSince, end: until }] : [])];
  return subtract({ start, end: until }, holes);
}
