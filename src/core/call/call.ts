import type { VisitId } from '../shared/ids.ts';
import type { Interval } from '../shared/interval.ts';
import type { Temporal } from '../shared/time.ts';
import type { CallEndCause, CallSide, GapCause } from './call-events.ts';

export const callStatuses = ['waiting', 'live', 'interrupted', 'ended'] as const;
export type CallStatus = (typeof callStatuses)[number];

/** The media part of a visit, as its events have made it. */
export interface Call {
  readonly visitId: VisitId;
  readonly status: CallStatus;
  readonly gate: 'shut' | 'open';
  readonly gateOpenedAt: Temporal.Instant | null;
  /** When it was shut again after having been open; null while it is open or never was. */
  readonly gateShutAt: Temporal.Instant | null;
  readonly present: Readonly<Record<CallSide, boolean>>;
  /** Who has been in the room at least once: decides a no-show's fault. */
  readonly everPresent: Readonly<Record<CallSide, boolean>>;
  /** Since when both have been in the room without a break; null while they are not. */
  readonly bothPresentSince: Temporal.Instant | null;
  /** Sides that have muted everything themselves. */
  readonly muted: Readonly<Record<CallSide, boolean>>;
  /** When each side's last own mute ended, by unmuting or by leaving: no packet was owed before. */
  readonly mutedUntil: Readonly<Record<CallSide, Temporal.Instant | null>>;
  /** Sides that told of their first decoded remote frame or sound since the gate last opened. */
  readonly firstMedia: Readonly<Record<CallSide, Temporal.Instant | null>>;
  readonly liveAt: Temporal.Instant | null;
  /** When the server will end it; known once live, never moved earlier. */
  readonly endsAt: Temporal.Instant | null;
  /** Start of the present stretch in which both had working media: going live, or the last return. */
  readonly wholeSince: Temporal.Instant | null;
  readonly interruptedSince: Temporal.Instant | null;
  readonly interruptedBy: GapCause | null;
  /** The stretches in which nobody looked, in their order. */
  readonly unwatched: readonly Interval[];
  /** Since when nobody can join, as the media server is away; null while one can, and once live. */
  readonly closedSince: Temporal.Instant | null;
  /** Such stretches that are over, in their order. */
  readonly closed: readonly Interval[];
  readonly warnedSeconds: readonly number[];
  readonly endedAt: Temporal.Instant | null;
  readonly endCause: CallEndCause | null;
}
