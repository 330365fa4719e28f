import type { Call } from '../../core/call/call.ts';
import { type CallSide, callSides } from '../../core/call/call-events.ts';
import type { CallObservation } from '../../core/call/call-observation.ts';
import type { CallControl, RoomSight } from '../../ports/call-control.ts';
import { otherSide } from './call-party.ts';

/**
 * Whether a side may receive the other one now: the gate is open and the other is being written this very moment. So somebody who comes
 * back is not seen before the new file of that stay has its first bytes.
 */
export function mayReceive(call: Call, observation: CallObservation, side: CallSide): boolean {
  return call.gate === 'open' && observation.recorder === 'recording' && observation.sides[otherSide(side)].beingWritten;
}

/**
 * Makes the media server's permissions what the call wants. It compares with what was seen, so doing it twice does nothing, and a crash
 * between deciding and doing heals at the next look. Throws MediaUnavailable; the next look tries again.
 */
export async function reconcileGate(
  control: Pick<CallControl, 'setGate'>,
  roomName: string,
  call: Call,
  observation: CallObservation,
  sight: RoomSight,
  identities: Readonly<Record<CallSide, string>>,
): Promise<void> {
  if (sight.kind !== 'room') return;
  const changes = callSides.flatMap((side) => {
    const participant = sight.participants.find(({ identity }) => identity === identities[side]);
    const wanted = mayReceive(call, observation, side);
    return participant && participant.maySubscribe !== wanted ? [{ identity: participant.identity, wanted }] : [];
  });
  await Promise.all(
    [true, false].map(async (open) => {
      const those = changes.filter(({ wanted }) => wanted === open).map(({ identity }) => identity);
      if (those.length > 0) await control.setGate(roomName, those, open);
    }),
  );
}
