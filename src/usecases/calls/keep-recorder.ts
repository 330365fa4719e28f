import { MediaUnavailable, type RoomSight } from '../../ports/call-control.ts';
import { type RecorderStatus, RecorderUnavailable } from '../../ports/recorder-control.ts';
import type { CallDependencies } from './call-dependencies.ts';
import { identitiesOf, RECORDER_IDENTITY } from './call-party.ts';
import type { CallDossier } from './read-dossier.ts';

/** How long a recorder may come back with its token after the booked end, in seconds. */
const MARGIN_SECONDS = 3600;

/**
 * Sees to it that the room exists and that a recorder is in it, also after media server or recorder were restarted: a new recorder goes on
 * in new files of the same recording. Answers what was seen, with the status after a start. Never throws for a dead server: that is seen.
 */
export async function keepRecorder(
  deps: Pick<CallDependencies, 'clock' | 'callControl' | 'recorder' | 'keys'>,
  dossier: CallDossier,
): Promise<{ readonly sight: RoomSight; readonly status: RecorderStatus | null }> {
  const { recording, roomName } = dossier;
  const [sight, status] = await Promise.all([deps.callControl.look(roomName), deps.recorder.status(recording.id)]);
  if (sight.kind === 'unreachable') return { sight, status };
  const forgotten = sight.kind === 'no-room' || sight.participants.length === 0;
  const running = status?.state === 'recording' || status?.state === 'joining';
  if (!forgotten && running) return { sight, status };
  try {
    if (forgotten) await deps.callControl.ensureRoom(roomName);
    if (running) return { sight, status };
    const started = await startRecorder(deps, dossier);
    // What a lost recorder has just been told to do counts as lost until it says that it is back.
    return { sight, status: status === null ? started : status };
  } catch (error) {
    if (error instanceof MediaUnavailable || error instanceof RecorderUnavailable) return { sight, status: null };
    throw error;
  }
}

async function startRecorder(
  deps: Pick<CallDependencies, 'clock' | 'callControl' | 'recorder' | 'keys'>,
  { recording, roomName, setting, call }: CallDossier,
): Promise<RecorderStatus> {
  const end = call.endsAt ?? setting.booked.end;
  const secondsLeft = Math.max(0, Math.ceil((end.epochMilliseconds - deps.clock.now().epochMilliseconds) / 1000));
  const { visitor, resident } = identitiesOf(setting);
  return deps.recorder.start({
    recordingId: recording.id,
    roomName,
    joinToken: await deps.callControl.recorderToken(roomName, RECORDER_IDENTITY, secondsLeft + MARGIN_SECONDS),
    recordingKey: deps.keys.open(recording.wrappedKey, recording.id),
    wrappedKey: recording.wrappedKey,
    identities: [visitor, resident],
  });
}
