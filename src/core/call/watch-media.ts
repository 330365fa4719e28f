import { earlierOf, laterOf, type Temporal } from '../shared/time.ts';
import { type CallEvent, type CallSide, callSides, type GapCause } from './call-events.ts';
import { type Look, lastSign, platformIsWell } from './watch.ts';

/** V2: without both sides' word on their first picture or sound, a call is live so long after the gate opened if packets still arrive. */
const liveWithoutWordSeconds = 3;

/** When a call goes live, is interrupted and comes back (V2, V4). */
export function watchMedia(look: Look): CallEvent[] {
  switch (look.call.status) {
    case 'waiting':
      return goLive(look);
    case 'live':
      return interrupt(look);
    case 'interrupted':
      return resumeOrBlamePlatform(look);
    case 'ended':
      return [];
  }
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

/** The platform's fault goes before a side's; of two lost sides the one that was lost first is named. */
function interrupt(look: Look): CallEvent[] {
  const { call, now, context } = look;
  if (!platformIsWell(look)) return [gap(look, 'platform', platformLostAt(look))];
  const graceMilliseconds = context.policy.interruptionGraceSeconds * 1000;
  const isOver = (since: Temporal.Instant) => now.epochMilliseconds - since.epochMilliseconds > graceMilliseconds;

  const lost = callSides
    .map((side) => ({ side, sign: lastSign(look, side) ?? call.wholeSince ?? now }))
    .filter(({ sign }) => isOver(sign))
    .sort((a, b) => a.sign.epochMilliseconds - b.sign.epochMilliseconds)[0];
  if (lost) return [gap(look, lost.side, lost.sign)];
  return call.gateShutAt && isOver(call.gateShutAt) ? [gap(look, 'platform', call.gateShutAt)] : [];
}

function resumeOrBlamePlatform(look: Look): CallEvent[] {
  const { call, now } = look;
  if (!platformIsWell(look)) return call.interruptedBy === 'platform' ? [] : [gap(look, 'platform', platformLostAt(look))];
  return call.gate === 'open' && bothArrive(look) ? [{ type: 'resumed', at: now }] : [];
}

/** A gap begins at the last sign of life, though never before the stretch it ends: a late packet cannot undo a return already told. */
function gap({ call }: Look, cause: GapCause, at: Temporal.Instant): CallEvent {
  const earliest = call.wholeSince?.add({ milliseconds: 1 });
  return { type: 'interrupted', cause, at: earliest ? laterOf(at, earliest) : at };
}

/** With the media server gone the last packet of anybody tells when; a recorder that is lost stops the call when the gate shuts: now. */
function platformLostAt(look: Look): Temporal.Instant {
  const { seen, now } = look;
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
