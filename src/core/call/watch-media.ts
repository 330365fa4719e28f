import { earlierOf, laterOf, type Temporal } from '../shared/time.ts';
import type { Call } from './call.ts';
import { type CallEvent, type CallSide, callSides, type GapCause } from './call-events.ts';
import { type Look, lastSign, platformIsWell } from './watch.ts';
import { oursSince } from './watch-absence.ts';

/** V2: without both sides' word on their first picture or sound, a call is live so long after the gate opened if packets still arrive. */
const liveWithoutWordSeconds = 3;

/** When a call goes live, is interrupted and comes back (V2, V4). */
export function watchMedia(look: Look): CallEvent[] {
  if (look.call.status === 'waiting') return goLive(look);
  return look.call.status === 'interrupted' ? [...watchLoss(look), ...resume(look)] : watchLoss(look);
}

/** What was lost and by whom; nobody comes back. */
export function watchLoss(look: Look): CallEvent[] {
  if (look.call.status === 'live') return interrupt(look);
  return look.call.status === 'interrupted' ? blamePlatform(look) : [];
}

function goLive(look: Look): CallEvent[] {
  const { call, context, now } = look;
  if (call.gate !== 'open' || !call.gateOpenedAt) return [];
  const endsAt = context.booked.end;
  const { visitor, resident } = call.firstMedia;
  if (visitor && resident) return [{ type: 'went-live', at: laterOf(visitor, resident), endsAt }];
  const isDue = now.epochMilliseconds - call.gateOpenedAt.epochMilliseconds >= liveWithoutWordSeconds * 1000;
  // The instant of this look, not of the deadline: nobody knows that both arrived before it, and nobody pays for a guess.
  return isDue && bothArrive(look) ? [{ type: 'went-live', at: now, endsAt }] : [];
}

/** What a call that is live has lost. The platform's fault goes before a side's; of two lost sides the one that was lost first is named. */
function interrupt(look: Look): CallEvent[] {
  const { call, now, context } = look;
  if (!platformIsWell(look)) return [gap('platform', notBefore(call, platformLostAt(look)))];
  const graceMilliseconds = context.policy.interruptionGraceSeconds * 1000;
  const isOver = (since: Temporal.Instant) => now.epochMilliseconds - since.epochMilliseconds > graceMilliseconds;

  const lost = callSides
    .map((side) => ({ side, sign: lastSign(look, side) ?? call.unwatched.at(-1)?.start ?? call.wholeSince ?? now }))
    .filter(({ sign }) => isOver(sign))
    .sort((a, b) => a.sign.epochMilliseconds - b.sign.epochMilliseconds)[0];
  if (lost) return sideLost(call, lost.side, notBefore(call, lost.sign));
  return call.gateShutAt && isOver(call.gateShutAt) ? [gap('platform', notBefore(call, call.gateShutAt))] : [];
}

function sideLost(call: Call, side: CallSide, at: Temporal.Instant): CallEvent[] {
  const ours = oursSince(call, at);
  if (!ours) return [gap(side, at)];
  return ours.equals(at) ? [gap('platform', at)] : [gap(side, at), gap('platform', ours)];
}

/** A gap of a side becomes the platform's when the platform fails too. */
function blamePlatform(look: Look): CallEvent[] {
  const { call } = look;
  if (call.interruptedBy === 'platform') return [];
  const since = call.interruptedSince;
  const ours = since && oursSince(call, since);
  if (ours) return [gap('platform', ours)];
  if (platformIsWell(look)) return [];
  const lostAt = platformLostAt(look);
  // Whoever takes a gap over cannot have begun it: the last packet of all may have come a moment before the side was lost.
  return [gap('platform', since ? laterOf(since, lostAt) : lostAt)];
}

function resume(look: Look): CallEvent[] {
  return platformIsWell(look) && look.call.gate === 'open' && bothArrive(look) ? [{ type: 'resumed', at: look.now }] : [];
}

function gap(cause: GapCause, at: Temporal.Instant): CallEvent {
  return { type: 'interrupted', cause, at };
}

/** A gap begins at the last sign of life, though never before the stretch it ends: a late packet cannot undo a return already told. */
function notBefore({ wholeSince }: Call, at: Temporal.Instant): Temporal.Instant {
  return wholeSince ? laterOf(at, wholeSince.add({ milliseconds: 1 })) : at;
}

/**
 * With the media server gone the last packet of anybody tells when; a recorder that is lost stops the call when the gate shuts: now. What
 * was lost while nobody looked was lost when the first side fell silent, or for all that time when nobody remembers their packets.
 */
function platformLostAt(look: Look): Temporal.Instant {
  const { call, seen, now } = look;
  const absence = call.unwatched.at(-1);
  if (absence?.end.equals(now)) {
    const [visitor, resident] = [seen.sides.visitor.lastPacketAt, seen.sides.resident.lastPacketAt];
    const whole = visitor && resident ? earlierOf(visitor, resident) : absence.start;
    return earlierOf(laterOf(whole, absence.start), now);
  }
  if (seen.mediaServer === 'answering') return now;
  const visitor = lastSign(look, 'visitor');
  const resident = lastSign(look, 'resident');
  return visitor && resident ? earlierOf(laterOf(visitor, resident), now) : now;
}

/** Packets of both sides still come, sent after the gate opened and after any gap began; a side that muted itself owes none. */
function bothArrive(look: Look): boolean {
  return callSides.every((side) => arrives(look, side));
}

function arrives({ call, seen, context, now }: Look, side: CallSide): boolean {
  if (!seen.sides[side].inRoom) return false;
  if (call.muted[side]) return true;
  const packet = seen.sides[side].lastPacketAt?.epochMilliseconds;
  if (packet === undefined) return false;
  const owedSince = Math.max(call.gateOpenedAt?.epochMilliseconds ?? 0, (call.interruptedSince?.epochMilliseconds ?? -1) + 1);
  return packet >= owedSince && now.epochMilliseconds - packet <= context.policy.interruptionGraceSeconds * 1000;
}
