import type { RecordingId } from '../../../core/shared/ids.ts';
import { Temporal } from '../../../core/shared/time.ts';
import { listRecordings } from '../../../usecases/recordings/list-recordings.ts';
import { lookAtRecording } from '../../../usecases/recordings/look-at-recording.ts';
import type { RecordingDependencies } from '../../../usecases/recordings/recording-dependencies.ts';
import type { Handlers } from '../handlers.ts';

type Keys = 'GET /api/staff/recordings' | 'POST /api/staff/recordings/:recordingId/look';

/** The list of recordings, and a look at one. */
export function recordingHandlers(deps: RecordingDependencies): Handlers<Keys> {
  return {
    'GET /api/staff/recordings': async ({ caller, query }) => {
      const before = (query.before as RecordingId | undefined) ?? null;
      const { recordings, more } = await listRecordings(deps, caller, { search: query.search ?? null, before });
      return { recordings: recordings.map((listed) => ({ ...listed, startedAt: text(listed.startedAt) })), more };
    },
    'POST /api/staff/recordings/:recordingId/look': async ({ caller, params, body }) => {
      const id = params.recordingId as RecordingId;
      const { listed, recording, files, looks } = await lookAtRecording(deps, caller, id, body.purpose);
      return {
        id,
        visitId: listed.visitId,
        resident: listed.resident,
        visitor: listed.visitor,
        deleteAfter: text(recording.deleteAfter),
        files: files.map(({ file, side, integrity }) => ({
          fileId: file.fileId,
          side,
          startedAt: text(Temporal.Instant.from(file.startedAt)),
          durationMilliseconds: Math.round(file.durationMilliseconds),
          bytes: file.bytes,
          hash: file.hash,
          endedHow: file.endedHow,
          integrity,
          mediaUrl: `/api/staff/recordings/${id}/files/${file.fileId}`,
        })),
        looks: looks.map((look) => ({ at: text(look.at), by: look.by, purpose: look.purpose })),
      };
    },
  };
}

function text(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'millisecond' });
}
