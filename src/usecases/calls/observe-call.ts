import type { CallSide } from '../../core/call/call-events.ts';
import type { CallObservation, SideObservation } from '../../core/call/call-observation.ts';
import { Temporal } from '../../core/shared/time.ts';
import type { RoomParticipant, RoomSight } from '../../ports/call-control.ts';
import type { RecorderFile, RecorderStatus } from '../../ports/recorder-control.ts';

/** The recorder has what arrives on disk within a second; a busy disk may need a few. */
const unwrittenMilliseconds = 5000;

/**
 * What media server and recorder say, as one observation. Whatever is unknown counts as lost: a doubt shuts the gate. Who is connected
 * counts as there once they have published: pages connect ahead of Join and send nothing until it is pressed.
 * @param present who was there at the last look
 */
export function observeCall(
  sight: RoomSight,
  status: RecorderStatus | null,
  identities: Readonly<Record<CallSide, string>>,
  present: Readonly<Record<CallSide, boolean>>,
  lookedBeforeAt: Temporal.Instant | null,
): CallObservation {
  const participants = sight.kind === 'room' ? sight.participants : [];
  const recording = status?.state === 'recording';
  const side = (name: CallSide): SideObservation =>
    observeSide(
      participants.find(({ identity, publishing }) => identity === identities[name] && (publishing || present[name])) ?? null,
      (status?.files ?? []).filter(({ identity }) => identity === identities[name]),
      recording,
    );
  return {
    recorder: status?.state === 'joining' ? 'joining' : recording ? 'recording' : 'lost',
    mediaServer: sight.kind === 'room' ? 'answering' : 'lost',
    lookedBeforeAt,
    sides: { visitor: side('visitor'), resident: side('resident') },
  };
}

function observeSide(participant: RoomParticipant | null, files: readonly RecorderFile[], recording: boolean): SideObservation {
  return {
    inRoom: participant !== null,
    lastPacketAt: newest(files),
    mutedByOwner: participant?.allMuted ?? false,
    beingWritten: recording && files.some(isWritten),
  };
}

/** A disk that fails is told by the recorder; one that hangs says nothing and takes nothing. */
function isWritten(file: RecorderFile): boolean {
  if (!file.open || file.bytesOnDisk === 0 || file.lastWriteAt === null) return false;
  const newestPacket = newest([file])?.epochMilliseconds ?? 0;
  return newestPacket - Temporal.Instant.from(file.lastWriteAt).epochMilliseconds <= unwrittenMilliseconds;
}

/** Packets of a track its owner has muted say nothing; those before it did still count. */
function newest(files: readonly RecorderFile[]): Temporal.Instant | null {
  const texts = files.flatMap(({ lastPacketAt }) => [lastPacketAt.audio, lastPacketAt.video]).filter((text) => text !== null);
  const instants = texts.map((text) => Temporal.Instant.from(text));
  return instants.reduce<Temporal.Instant | null>((best, at) => (best && best.epochMilliseconds >= at.epochMilliseconds ? best : at), null);
}
