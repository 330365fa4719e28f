import type { Temporal } from '../shared/time.ts';

export const callSides = ['visitor', 'resident'] as const;
export type CallSide = (typeof callSides)[number];

/** Whose fault a gap is: one side's connection, or the platform's (recorder or media engine lost; the gate is shut). */
export type GapCause = 'visitor' | 'resident' | 'platform';

export type CallEndCause = 'time-is-up' | 'left-visitor' | 'left-resident' | 'ended-by-staff' | 'did-not-return' | 'platform-failed';

/** What happened in a call. `at` is the server's instant; for losses it is the instant of the last packet. */
export type CallEvent =
  | { readonly type: 'joined'; readonly side: CallSide; readonly at: Temporal.Instant }
  | { readonly type: 'left'; readonly side: CallSide; readonly intent: 'leave' | 'drop'; readonly at: Temporal.Instant }
  /** A side muted everything it publishes, or took it back: silence in between is no loss (V4). */
  | { readonly type: 'muted'; readonly side: CallSide; readonly at: Temporal.Instant }
  | { readonly type: 'unmuted'; readonly side: CallSide; readonly at: Temporal.Instant }
  | { readonly type: 'gate-opened'; readonly at: Temporal.Instant }
  | { readonly type: 'first-media'; readonly side: CallSide; readonly at: Temporal.Instant }
  | { readonly type: 'went-live'; readonly at: Temporal.Instant; readonly endsAt: Temporal.Instant }
  | { readonly type: 'interrupted'; readonly cause: GapCause; readonly at: Temporal.Instant }
  | { readonly type: 'resumed'; readonly at: Temporal.Instant }
  | { readonly type: 'gate-shut'; readonly at: Temporal.Instant }
  /** Nobody had looked at the call since `since`: the app or its database was away. Told from the booked start on, or from going live. */
  | { readonly type: 'unwatched'; readonly since: Temporal.Instant; readonly at: Temporal.Instant }
  /** The media server stopped answering while people were to come, or answers again: meanwhile nobody could have joined. */
  | { readonly type: 'closed-to-joining'; readonly at: Temporal.Instant }
  | { readonly type: 'open-to-joining'; readonly at: Temporal.Instant }
  | { readonly type: 'warned'; readonly secondsLeft: number; readonly at: Temporal.Instant }
  | { readonly type: 'ended'; readonly cause: CallEndCause; readonly at: Temporal.Instant };
export type CallEventType = CallEvent['type'];
