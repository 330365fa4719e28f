import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { Manifest } from '../../../src/media/recorder/manifest.ts';
import type { RecordingStatus } from '../../../src/media/recorder/recording.ts';
import { recorderPort } from './server.ts';

const token = randomBytes(24).toString('hex');
const webhookPort = recorderPort + 1;

const waiting = { timeout: 15_000, interval: 50 };

/** What the recorder reported; forged or unsigned reports make the receiver answer 401. */
export interface Report {
  type: 'writing' | 'file-ended' | 'lost' | 'finished';
  recordingId: string;
  identity?: string;
  fileId?: string;
  reason?: string;
}

export interface RecorderProcess {
  readonly url: string;
  /** All reports since the first start, of every process. */
  readonly reports: Report[];
  /** Waits for a report that fits. */
  reported(fits: Partial<Report>, count?: number): Promise<void>;
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  order(path: string, body?: object): Promise<Response>;
  record(body: object): Promise<RecordingStatus>;
  stop(recordingId: string, body?: object): Promise<Manifest>;
  close(): Promise<void>;
}

/** The recorder as a real process, with a receiver for its reports. */
export async function openRecorder(livekitUrl: string, dataFolder: string): Promise<RecorderProcess> {
  const reports: Report[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const [, time, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['x-openvisit-signature'])) ?? [];
      const genuine = createHmac('sha256', token).update(`${time}.${body}`).digest('hex') === given;
      if (genuine) reports.push(JSON.parse(body));
      response.writeHead(genuine ? 204 : 401).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(webhookPort, '127.0.0.1', resolve));
  let child: ChildProcess | null = null;

  const url = `http://127.0.0.1:${recorderPort}`;
  const order = (path: string, body?: object): Promise<Response> =>
    fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const recorder: RecorderProcess = {
    url,
    reports,
    order,
    async reported(fits, count = 1) {
      const matching = () =>
        reports.filter((report) => Object.entries(fits).every(([key, value]) => report[key as keyof Report] === value));
      await vi.waitFor(
        () => expect(matching().length, `${JSON.stringify(fits)} among ${JSON.stringify(reports)}`).toBeGreaterThanOrEqual(count),
        waiting,
      );
    },
    async start() {
      child = spawn(process.execPath, ['src/media/recorder/main.ts'], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...process.env,
          RECORDER_PORT: String(recorderPort),
          RECORDER_TOKEN: token,
          RECORDER_WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
          LIVEKIT_URL: livekitUrl,
          OPENVISIT_DATA: dataFolder,
          OPENVISIT_PARENT_PID: String(process.pid),
        },
      });
      const healthy = () =>
        fetch(`${url}/healthz`)
          .then((response) => response.ok)
          .catch(() => false);
      await vi.waitUntil(healthy, waiting);
    },
    kill: () => end('SIGKILL'),
    async record(body) {
      const response = await order('/v1/recordings', body);
      expect(response.status).toBe(202);
      return (await response.json()) as RecordingStatus;
    },
    async stop(recordingId, body = {}) {
      const response = await order(`/v1/recordings/${recordingId}/stop`, body);
      expect(response.status).toBe(200);
      return (await response.json()) as Manifest;
    },
    async close() {
      await end('SIGTERM');
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
  await recorder.start();
  return recorder;
}

/** Where the recorder keeps its files. */
export const recordingsIn = (dataFolder: string) => join(dataFolder, 'recordings');
