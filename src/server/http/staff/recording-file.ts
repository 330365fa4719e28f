import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { RecordingId } from '../../../core/shared/ids.ts';
import type { PlayableFile } from '../../../ports/recording-files.ts';
import { playRecordingFile } from '../../../usecases/recordings/play-recording-file.ts';
import type { RecordingDependencies } from '../../../usecases/recordings/recording-dependencies.ts';
import type { Callers } from '../composition.ts';
import { findCaller } from '../find-caller.ts';
import { readRange } from './byte-range.ts';

/** Bytes decrypted at a time: a browser that seeks away costs no more than this. */
const PIECE_BYTES = 256 * 1024;

/** `GET /api/staff/recordings/:recordingId/files/:fileId`: the WebM of one file, in ranges. */
export function recordingFileStream(callers: Callers, deps: RecordingDependencies) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get<{ Params: { recordingId: string; fileId: string } }>(
      '/api/staff/recordings/:recordingId/files/:fileId',
      { schema: { hide: true } },
      async (request, reply) => {
        const { caller } = await findCaller(callers, 'staff', request, ['investigator']);
        const { recordingId, fileId } = request.params;
        const file = await playRecordingFile(deps, caller, recordingId as RecordingId, fileId);
        const range = readRange(request.headers.range, file.size);
        reply.header('accept-ranges', 'bytes').header('cache-control', 'no-store').type('video/webm');
        if (range === 'unsatisfiable') {
          await file.close();
          return reply.code(416).header('content-range', `bytes */${file.size}`).send();
        }
        const { start, end } = range ?? { start: 0, end: file.size - 1 };
        if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${file.size}`);
        const stream = Readable.from(pieces(file, start, end));
        // Also when the browser turns away before the first byte.
        stream.once('close', () => void file.close());
        return reply.header('content-length', end - start + 1).send(stream);
      },
    );
  };
}

/** Bytes `start` to `end`, both included. */
async function* pieces(file: PlayableFile, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at <= end; at += PIECE_BYTES) yield await file.read(at, Math.min(PIECE_BYTES, end - at + 1));
}
