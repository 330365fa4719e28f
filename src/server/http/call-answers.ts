import type { z } from 'zod';
import type { CallSummary, CallView, JoinGrant } from '../../contract/call.ts';
import type { Interval } from '../../core/shared/interval.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { Admission } from '../../usecases/calls/admit-participant.ts';
import type { CallSummed } from '../../usecases/calls/read-call-summary.ts';
import type { CallSeen } from '../../usecases/calls/view-call.ts';

/** Which media server browsers are sent to. */
export interface MediaPlace {
  /** Empty: this origin, where `/rtc` is passed on. */
  readonly url: string;
  readonly engine: z.output<typeof JoinGrant>['engine'];
}

/** The waiting room and the call on the wire. */
export function callView(seen: CallSeen): CallView {
  const { call, setting } = seen;
  return {
    visitId: seen.visitId,
    visitStatus: seen.visitStatus,
    serverNow: text(seen.now),
    startsAt: text(setting.booked.start),
    endsAt: text(setting.booked.end),
    joinableAt: text(seen.joinableAt),
    status: call?.status ?? 'waiting',
    gate: call?.gate ?? 'shut',
    liveAt: call?.liveAt ? text(call.liveAt) : null,
    callEndsAt: call?.endsAt ? text(call.endsAt) : null,
    warningsSeconds: [...setting.policy.warningsSeconds],
    me: { present: seen.present.me, consented: seen.consented },
    other: { present: seen.present.other, name: seen.otherName },
    interrupted: seen.interrupted && { who: seen.interrupted.who, since: text(seen.interrupted.since) },
    recorded: true,
    endCause: call?.endCause ?? null,
  };
}

export function joinGrant(admission: Admission, media: MediaPlace): z.output<typeof JoinGrant> {
  return { url: media.url, engine: media.engine, ...admission };
}

/** What was delivered; money is the visitor's business and comes from billing. */
export function callSummary(summed: CallSummed): z.output<typeof CallSummary> {
  const { timeline } = summed;
  const parts = [
    ...timeline.together.map((during) => ({ kind: 'together' as const, ...ends(during), cause: null })),
    ...timeline.gaps.map(({ during, cause }) => ({ kind: 'gap' as const, ...ends(during), cause })),
  ].sort((one, other) => one.startsAt.localeCompare(other.startsAt));
  return {
    visitId: summed.visitId,
    endCause: summed.endCause,
    bookedMinutes: summed.bookedMinutes,
    deliveredSeconds: timeline.deliveredSeconds,
    timeline: parts,
    settlement: null,
  };
}

function ends({ start, end }: Interval): { readonly startsAt: string; readonly endsAt: string } {
  return { startsAt: text(start), endsAt: text(end) };
}

/** Milliseconds always, so that instants sort as text. */
function text(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'millisecond' });
}
