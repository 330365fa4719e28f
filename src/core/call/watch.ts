import type { Policy } from '../facility/policy.ts';
import type { Interval } from '../shared/interval.ts';
import { laterOf, type Temporal } from '../shared/time.ts';
import type { Call } from './call.ts';
import type { CallEvent, CallSide } from './call-events.ts';
import type { CallObservation } from './call-observation.ts';

export interface CallContext {
  readonly policy: Policy;
  /** The visit's slot: nothing goes live before its start, everything ends at its end. */
  readonly booked: Interval;
}

/** One look at a call by one of its watches. */
export interface Look {
  readonly call: Call;
  readonly seen: CallObservation;
  readonly context: CallContext;
  readonly now: Temporal.Instant;
}

/** A watch judges one thing about a call: who is there, the gate, the media, the clock. */
export type Watch = (look: Look) => CallEvent[];

/** The last instant at which a side gave a sign of life: now while everything is muted by its owner, else the newest packet. */
export function lastSign({ call, seen, now }: Look, side: CallSide): Temporal.Instant | null {
  if (call.muted[side] && call.present[side]) return now;
  const packet = seen.sides[side].lastPacketAt;
  const mutedUntil = call.mutedUntil[side];
  return packet && mutedUntil ? laterOf(packet, mutedUntil) : (packet ?? mutedUntil);
}

/** True when the servers that every second of a call needs are both there. */
export function platformIsWell({ seen }: Look): boolean {
  return seen.mediaServer === 'answering' && seen.recorder === 'recording';
}
