import { z } from 'zod';
import { type RecorderControl, RecorderUnavailable } from '../../ports/recorder-control.ts';

export interface RecorderOptions {
  readonly url: string;
  readonly token: string;
  /** Milliseconds until an unanswered question is given up. Default 2000. */
  readonly patienceMilliseconds?: number;
}

/** Sealing writes the ends of some files to disk; it is not asked while anybody waits. */
const STOP_MILLISECONDS = 20_000;

const File = z
  .object({
    fileId: z.string(),
    identity: z.string(),
    bytesOnDisk: z.number(),
    lastWriteAt: z.string().nullable(),
    lastPacketAt: z.object({ audio: z.string().nullable(), video: z.string().nullable() }),
    endedAt: z.string().nullable(),
  })
  .transform(({ endedAt, ...file }) => ({ ...file, open: endedAt === null }));
const Status = z.object({ recordingId: z.string(), state: z.enum(['joining', 'recording', 'lost', 'finished']), files: z.array(File) });
const Manifest = z.object({
  recordingId: z.string(),
  files: z.array(
    z.object({
      fileId: z.string(),
      identity: z.string(),
      path: z.string(),
      startedAt: z.string(),
      durationMilliseconds: z.number(),
      bytes: z.number(),
      chunkCount: z.number(),
      hash: z.string(),
      endedHow: z.enum(['ended', 'left', 'cut']),
    }),
  ),
});

/** The recorder process over HTTP. */
export function httpRecorderControl(options: RecorderOptions): RecorderControl {
  const patience = options.patienceMilliseconds ?? 2000;

  /** Null for 404. */
  const ask = async (method: 'GET' | 'POST', path: string, body: unknown, milliseconds: number): Promise<unknown> => {
    try {
      const response = await fetch(`${options.url}/v1/recordings${path}`, {
        method,
        headers: { authorization: `Bearer ${options.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(milliseconds),
      });
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok) throw new Error(`the recorder answered ${response.status}`);
      return await response.json();
    } catch (cause) {
      throw new RecorderUnavailable({ cause });
    }
  };

  return {
    async start(command) {
      return Status.parse(await ask('POST', '', command, patience));
    },
    async status(recordingId) {
      try {
        const answer = await ask('GET', `/${recordingId}`, undefined, patience);
        return answer === null ? null : Status.parse(answer);
      } catch {
        return null;
      }
    },
    async stop(recordingId, recordingKey) {
      const answer = await ask('POST', `/${recordingId}/stop`, { recordingKey }, STOP_MILLISECONDS);
      return answer === null ? null : Manifest.parse(answer);
    },
  };
}
