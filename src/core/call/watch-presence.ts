import { type CallEvent, callSides } from './call-events.ts';
import type { Look } from './watch.ts';

/** Who came, went, muted and unmuted. A media server that does not answer says nothing about who is there. */
export function watchPresence({ call, seen, now }: Look): CallEvent[] {
  if (seen.mediaServer === 'lost') return [];
  return callSides.flatMap((side): CallEvent[] => {
    const { inRoom, mutedByOwner } = seen.sides[side];
    if (!inRoom) return call.present[side] ? [{ type: 'left', side, intent: 'drop', at: now }] : [];
    const events: CallEvent[] = call.present[side] ? [] : [{ type: 'joined', side, at: now }];
    if (mutedByOwner !== call.muted[side]) events.push({ type: mutedByOwner ? 'muted' : 'unmuted', side, at: now });
    return events;
  });
}
