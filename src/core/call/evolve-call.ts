import type { Temporal } from '../shared/time.ts';
import type { Call } from './call.ts';
import type { CallEvent, CallSide } from './call-events.ts';

/** The call after one more event. Total: an event that says what is already so, or comes after the end, changes nothing. */
export function evolveCall(call: Call, event: CallEvent): Call {
  return call.status === 'ended' ? call : { ...call, ...changes(call, event) };
}

function changes(call: Call, event: CallEvent): Partial<Call> {
  switch (event.type) {
    case 'joined':
      return joined(call, event.side, event.at);
    case 'left':
      return { ...unmuted(call, event.side, event.at), present: withSide(call.present, event.side, false), bothPresentSince: null };
    case 'muted':
      return { muted: withSide(call.muted, event.side, true) };
    case 'unmuted':
      return unmuted(call, event.side, event.at);
    case 'gate-opened':
      return call.gate === 'open'
        ? {}
        : { gate: 'open', gateOpenedAt: event.at, gateShutAt: null, firstMedia: { visitor: null, resident: null } };
    case 'gate-shut':
      return call.gate === 'shut' ? {} : { gate: 'shut', gateOpenedAt: null, gateShutAt: event.at };
    case 'first-media':
      return call.firstMedia[event.side] ? {} : { firstMedia: withSide(call.firstMedia, event.side, event.at) };
    case 'went-live':
      return call.liveAt ? {} : { status: 'live', liveAt: event.at, endsAt: event.endsAt, wholeSince: event.at, ...opened(call, event.at) };
    case 'interrupted':
      return call.liveAt
        ? { status: 'interrupted', interruptedSince: call.interruptedSince ?? event.at, interruptedBy: event.cause, wholeSince: null }
        : {};
    case 'resumed':
      return call.status === 'interrupted' ? { status: 'live', interruptedSince: null, interruptedBy: null, wholeSince: event.at } : {};
    case 'unwatched':
      return { unwatched: [...call.unwatched, { start: event.since, end: event.at }] };
    case 'closed-to-joining':
      return call.liveAt ? {} : { closedSince: call.closedSince ?? event.at };
    case 'open-to-joining':
      return opened(call, event.at);
    case 'warned':
      return call.warnedSeconds.includes(event.secondsLeft) ? {} : { warnedSeconds: [...call.warnedSeconds, event.secondsLeft] };
    case 'ended':
      return { status: 'ended', gate: 'shut', endedAt: event.at, endCause: event.cause };
  }
}

function opened({ closedSince, closed }: Call, at: Temporal.Instant): Partial<Call> {
  return closedSince ? { closedSince: null, closed: [...closed, { start: closedSince, end: at }] } : {};
}

function joined(call: Call, side: CallSide, at: Temporal.Instant): Partial<Call> {
  const present = withSide(call.present, side, true);
  const bothPresentSince = present.visitor && present.resident ? (call.bothPresentSince ?? at) : null;
  return { present, everPresent: withSide(call.everPresent, side, true), bothPresentSince };
}

function unmuted(call: Call, side: CallSide, at: Temporal.Instant): Partial<Call> {
  return call.muted[side] ? { muted: withSide(call.muted, side, false), mutedUntil: withSide(call.mutedUntil, side, at) } : {};
}

function withSide<Value>(both: Readonly<Record<CallSide, Value>>, side: CallSide, value: Value): Readonly<Record<CallSide, Value>> {
  return { ...both, [side]: value };
}
