import type { Caller } from '../../core/access/caller.ts';
import type { CallSide } from '../../core/call/call-events.ts';
import type { RecordingId } from '../../core/shared/ids.ts';
import type { RecorderManifest } from '../../ports/recorder-control.ts';
import type { Integrity } from '../../ports/recording-files.ts';
import type { ListedLook, ListedRecording } from '../../ports/recording-reader.ts';
import type { StoredRecording } from '../../ports/recording-store.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { RecordingDependencies } from './recording-dependencies.ts';

/** Fewer letters say no purpose. */
const SHORTEST_PURPOSE = 5;

export interface CheckedFile {
  readonly file: RecorderManifest['files'][number];
  readonly side: CallSide;
  readonly integrity: Integrity;
}

export interface RecordingSeen {
  readonly listed: ListedRecording;
  readonly recording: StoredRecording;
  readonly files: readonly CheckedFile[];
  readonly looks: readonly ListedLook[];
}

/**
 * Opens a recording for a stated purpose (R1). The look and its line in the audit log are written before anything is shown; then every
 * file is checked, chunk by chunk, against the manifest. Refusals: `not-found`, `purpose-needed`, `recording-not-ready` (not sealed yet).
 */
export async function lookAtRecording(
  deps: RecordingDependencies,
  caller: Caller,
  id: RecordingId,
  purpose: string,
): Promise<RecordingSeen> {
  const staff = demand(caller, 'look-at-recording');
  const stated = purpose.trim();
  if (stated.length < SHORTEST_PURPOSE) throw new Refusal('purpose-needed');
  const { recording, manifest } = await deps.work.run(async ({ recordings, audit }) => {
    const found = await recordings.findFor(staff, id);
    if (!found || found.state === 'deleted') throw new Refusal('not-found');
    if (found.manifest === null) throw new Refusal('recording-not-ready');
    await recordings.addLook({ recordingId: id, agencyId: found.agencyId, staffId: staff.staffId, purpose: stated, at: deps.clock.now() });
    await audit.append(staff, 'staff-web', { agencyId: found.agencyId, act: 'recording-looked-at', subjectId: id, reason: stated });
    return { recording: found, manifest: found.manifest };
  });
  const listed = await deps.reader.one(staff, id);
  if (!listed) throw new Refusal('not-found');
  const key = deps.keys.open(recording.wrappedKey, id);
  const files = await Promise.all(
    manifest.files.map(async (file) => ({
      file,
      side: sideOf(file.identity),
      integrity: await deps.files.check(file.path, key, file.hash),
    })),
  );
  return { listed, recording, files, looks: await deps.reader.looks(id) };
}

/** Identities in a room are the ids of the people. */
function sideOf(identity: string): CallSide {
  return identity.startsWith('vis_') ? 'visitor' : 'resident';
}
