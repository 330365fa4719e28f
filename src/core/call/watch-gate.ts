import { contains } from '../shared/interval.ts';
import { type CallEvent, callSides } from './call-events.ts';
import { type Look, platformIsWell } from './watch.ts';

/**
 * The gate: participants may receive each other only while both are in the room and both are being written to the recorder's disk. So
 * somebody who drops and comes back is not seen or heard until the recorder has them again: nobody is ever unrecorded who must be recorded.
 */
export function watchGate(look: Look): CallEvent[] {
  const { call, seen, context, now } = look;
  const isWritten = callSides.every((side) => seen.sides[side].inRoom && seen.sides[side].beingWritten);
  const mayBeOpen = platformIsWell(look) && isWritten;
  if (call.gate === 'open') return mayBeOpen ? [] : [{ type: 'gate-shut', at: now }];
  const inBookedTime = contains(context.booked, { start: now, end: now }) && now.epochMilliseconds < context.booked.end.epochMilliseconds;
  return mayBeOpen && inBookedTime ? [{ type: 'gate-opened', at: now }] : [];
}
