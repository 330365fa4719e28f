import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { readJournal } from './journal.ts';
import type { Manifest } from './manifest.ts';
import { recorderHttp } from './recorder-http.ts';
import { recorderMetrics } from './recorder-metrics.ts';
import { Recording } from './recording.ts';
import { openRecordingStore, readManifest } from './recording-store.ts';
import { createWebhookSender } from './webhook-sender.ts';

export interface RecorderOptions {
  readonly host: string;
  /** 0 chooses a free one. */
  readonly port: number;
  /** Bearer of every order, and key of the webhooks' signatures. */
  readonly token: string;
  readonly webhookUrl: string;
  /** The media server: http(s) or ws(s). */
  readonly livekitUrl: string;
  /** Folder of all recordings; made if missing. */
  readonly recordingsFolder: string;
  readonly logger: Logger;
}

/** Starts a recorder. Its `close` completes the files of running recordings, which another recorder may go on with or stop. */
export async function startRecorder(options: RecorderOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { recordingsFolder: root, livekitUrl, logger } = options;
  await mkdir(root, { recursive: true, mode: 0o700 });
  const webhooks = createWebhookSender(options.webhookUrl, options.token, logger);
  const recordings = new Map<string, Recording>();
  const stopping = new Map<string, Promise<Manifest | null>>();
  const metrics = recorderMetrics(() => [...recordings.values()].map((recording) => recording.status()));

  const stopRunning = async (recordingId: string, recording: Recording): Promise<Manifest> => {
    try {
      return await recording.stop();
    } finally {
      // It has left its room in any case. What the disk refused now, the next order to stop takes up from there.
      recordings.delete(recordingId);
    }
  };
  const stopOnDisk = async (recordingId: string, recordingKey: Uint8Array | null): Promise<Manifest | null> => {
    const state = await readJournal(join(root, recordingId));
    if (state?.begun === null || state === null) return null;
    if (state.finished && state.open.length === 0) return readManifest(root, recordingId);
    const store = await openRecordingStore(root, state.begun);
    await store.recover(recordingKey);
    const manifest = await store.finish();
    webhooks.send({ type: 'finished', recordingId, roomName: manifest.roomName });
    return manifest;
  };

  const server = recorderHttp(
    {
      start(command) {
        const known = recordings.get(command.recordingId);
        if (known !== undefined) {
          known.renewToken(command.joinToken);
          return known.status();
        }
        const recording = new Recording(command, { root, livekitUrl, logger, emit: (event) => webhooks.send(event) });
        recordings.set(command.recordingId, recording);
        return recording.status();
      },
      status: (recordingId) => recordings.get(recordingId)?.status() ?? null,
      list: () => [...recordings.values()].map((recording) => recording.status()),
      stop(recordingId, recordingKey) {
        const running = recordings.get(recordingId);
        // Two orders to stop must not both take up the same files.
        const result =
          stopping.get(recordingId) ?? (running === undefined ? stopOnDisk(recordingId, recordingKey) : stopRunning(recordingId, running));
        stopping.set(recordingId, result);
        return result.finally(() => stopping.delete(recordingId));
      },
    },
    options.token,
    metrics,
  );
  const url = await server.listen({ host: options.host, port: options.port });
  return {
    url,
    async close() {
      await server.close();
      await Promise.all([...recordings.values()].map((recording) => recording.suspend()));
      recordings.clear();
    },
  };
}
