import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { demand } from '../demand.ts';
import type { CallDependencies } from './call-dependencies.ts';

/**
 * After the end of a call: the room is closed for everybody, the recorder completes its files, and the manifest is kept with the recording.
 * Idempotent; the watcher asks again until it is done. Throws MediaUnavailable or RecorderUnavailable.
 */
export async function sealRecording(
  deps: Pick<CallDependencies, 'clock' | 'work' | 'callControl' | 'recorder' | 'keys'>,
  caller: Caller,
  visitId: VisitId,
): Promise<void> {
  const system = demand(caller, 'observe-call');
  const found = await deps.work.run(async ({ calls, recordings }) => {
    const stored = await calls.find(visitId);
    const recording = await recordings.ofVisit(visitId);
    return stored?.call.status === 'ended' && recording?.state === 'started' ? { stored, recording } : null;
  });
  if (!found) return;
  const { recording } = found;
  await deps.callControl.closeRoom(found.stored.roomName);
  const sealed = await deps.recorder.stop(recording.id, deps.keys.open(recording.wrappedKey, recording.id));
  // No recorder ever began it: an empty manifest says so, instead of a recording that waits for ever.
  const manifest = sealed ?? { recordingId: recording.id, files: [] };
  await deps.work.run(async ({ recordings, audit }) => {
    const now = deps.clock.now();
    await recordings.seal(recording.id, manifest, now);
    await audit.append(system, 'watcher', {
      agencyId: recording.agencyId,
      act: 'recording-sealed',
      subjectId: recording.id,
      detail: { files: manifest.files.length },
    });
  });
}
