import type { Caller } from '../../core/access/caller.ts';
import type { CallEndCause } from '../../core/call/call-events.ts';
import type { CallTimeline } from '../../core/call/call-timeline.ts';
import { deliveredTime } from '../../core/call/delivered-time.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { lengthMilliseconds } from '../../core/shared/interval.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { CallDependencies } from './call-dependencies.ts';

export interface CallSummed {
  readonly visitId: VisitId;
  readonly bookedMinutes: number;
  readonly endCause: CallEndCause | null;
  readonly timeline: CallTimeline;
}

/** How long both had, with the gaps, their sides and causes. Refusals: `not-found`; a visit without a call had nothing. */
export async function readCallSummary(
  deps: Pick<CallDependencies, 'clock' | 'work'>,
  caller: Caller,
  visitId: VisitId,
): Promise<CallSummed> {
  const party = demand(caller, 'read-call-summary');
  return deps.work.run(async ({ visits, calls }) => {
    const visit = await visits.findFor(party, visitId);
    if (!visit) throw new Refusal('not-found');
    const booked = visit.slot.during;
    const stored = await calls.find(visitId);
    const events = stored ? await calls.events(visitId) : [];
    return {
      visitId,
      bookedMinutes: Math.round(lengthMilliseconds(booked) / 60_000),
      endCause: stored?.call.endCause ?? null,
      timeline: deliveredTime(events, booked),
    };
  });
}
