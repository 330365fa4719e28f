import type { Caller } from '../../core/access/caller.ts';
import type { RecordingId } from '../../core/shared/ids.ts';
import type { PlayableFile } from '../../ports/recording-files.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { RecordingDependencies } from './recording-dependencies.ts';

/** How long a stated purpose holds. */
const PURPOSE_MINUTES = 60;

/**
 * Opens one file for playing; close it. Only after this person has stated a purpose within the last hour. A broken file plays up to its
 * break. Refusals: `not-found`, `purpose-needed`, `recording-broken` when nothing of it can be trusted.
 */
export async function playRecordingFile(
  deps: RecordingDependencies,
  caller: Caller,
  id: RecordingId,
  fileId: string,
): Promise<PlayableFile> {
  const staff = demand(caller, 'look-at-recording');
  const recording = await deps.work.run(({ recordings }) => recordings.findFor(staff, id));
  const file = recording?.state === 'deleted' ? undefined : recording?.manifest?.files.find((one) => one.fileId === fileId);
  if (!recording || !file) throw new Refusal('not-found');
  const looked = await deps.reader.lastLookBy(staff.staffId, id);
  const since = deps.clock.now().subtract({ minutes: PURPOSE_MINUTES });
  if (!looked || looked.epochMilliseconds < since.epochMilliseconds) throw new Refusal('purpose-needed');
  const playable = await deps.files.open(file.path, deps.keys.open(recording.wrappedKey, id));
  if (!playable) throw new Refusal('recording-broken');
  return playable;
}
