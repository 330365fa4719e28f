import { earlierOf, type Temporal } from '../shared/time.ts';
import type { Call } from './call.ts';
import type { CallEndCause, CallEvent, CallSide } from './call-events.ts';
import type { CallObservation } from './call-observation.ts';
import { evolveCall } from './evolve-call.ts';
import type { CallContext, Watch } from './watch.ts';
import { watchAbsence } from './watch-absence.ts';
import { watchClock } from './watch-clock.ts';
import { watchEntry } from './watch-entry.ts';
import { watchGate } from './watch-gate.ts';
import { watchLoss, watchMedia } from './watch-media.ts';
import { watchPresence } from './watch-presence.ts';

const watches: readonly Watch[] = [watchAbsence, watchEntry, watchPresence, watchGate, watchMedia, watchClock];
/** A call whose time is up while nobody looked is judged by what it had lost by then. */
const lastWatches: readonly Watch[] = [watchAbsence, watchLoss, watchClock];

/**
 * What one look at the servers means for a call; a watcher asks about twice a second and stores the events in this order. Looking twice
 * at the same thing gives nothing new. At the booked end a call that was live ends, whatever is seen; one that never was is
 * judgeNoShow's.
 */
export function decideCall(call: Call, seen: CallObservation, context: CallContext, now: Temporal.Instant): CallEvent[] {
  if (call.status === 'ended') return [];
  const isOver = call.endsAt !== null && now.epochMilliseconds >= call.endsAt.epochMilliseconds;
  const at = call.endsAt ? earlierOf(call.endsAt, now) : now;
  const events: CallEvent[] = [];
  let current = call;
  for (const watch of isOver ? lastWatches : watches)
    for (const event of watch({ call: current, seen, context, now: at })) {
      events.push(event);
      current = evolveCall(current, event);
    }
  return events;
}

/** Ends a call because somebody pressed Leave, staff ended it or the platform gave up; nothing when it has ended. Never after its time. */
export function endCall(call: Call, cause: CallEndCause, now: Temporal.Instant): CallEvent[] {
  if (call.status === 'ended') return [];
  const at = call.endsAt ? earlierOf(call.endsAt, now) : now;
  const side = leavingSide(cause);
  const ended: CallEvent = { type: 'ended', cause, at };
  return side && call.present[side] ? [{ type: 'left', side, intent: 'leave', at }, ended] : [ended];
}

function leavingSide(cause: CallEndCause): CallSide | null {
  if (cause === 'left-visitor') return 'visitor';
  return cause === 'left-resident' ? 'resident' : null;
}
