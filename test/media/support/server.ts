import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RoomServiceClient } from 'livekit-server-sdk';
import { onTestFinished } from 'vitest';

/** Key and secret of every server under test. */
export const api = { key: 'devkey', secret: 'secret-secret-secret-secret-secret-32' };

/** True when the suite runs against a LiveKit server of its own (`npm run test:livekit`) and not against the embedded engine. */
export const onLiveKit = process.env.LIVEKIT_TEST_URL !== undefined;

/**
 * Eight ports of this process alone, below 32768, so that files can run side by side and several suites on one machine: the process id
 * spreads them, or, from a given port on, the place of the process among those that run at the same time.
 */
const firstPort = process.env.MEDIA_TEST_PORT
  ? Number(process.env.MEDIA_TEST_PORT) + (Number(process.env.VITEST_POOL_ID ?? 1) - 1) * 8
  : 30_400 + (process.pid % 290) * 8;

/** Where the engine of the suite is reached; its media port is the next one. */
const enginePort = firstPort;

/** Two more ports for a second engine. */
export const sparePort = firstPort + 2;

/** Two more for the recorder and for what hears its reports. */
export const recorderPort = firstPort + 5;

/** The port at which the server under test delivers webhooks: a real LiveKit server is told when it is started, before the suite. */
export const webhookPort = Number(process.env.LIVEKIT_TEST_WEBHOOK_PORT ?? firstPort + 4);

export interface MediaServer {
  /** For RoomServiceClient and fetch. */
  http: string;
  /** For livekit-client. */
  ws: string;
  udpPort: number;
  control: RoomServiceClient;
  /** kill -9 and start again with the same ports; embedded engine only. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
  isAlive(): boolean;
  /** Exit code and signal of the engine's process once it has ended. */
  ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** The server under test: the embedded engine as a real process (with these settings besides), or the server at LIVEKIT_TEST_URL. */
export async function openMediaServer(settings: Record<string, string> = {}): Promise<MediaServer> {
  const given = process.env.LIVEKIT_TEST_URL;
  const http = given ?? `http://127.0.0.1:${enginePort}`;
  let child = given === undefined ? await startEngine(settings) : null;
  return {
    http,
    ws: http.replace(/^http/, 'ws'),
    udpPort: enginePort + 1,
    control: new RoomServiceClient(http, api.key, api.secret),
    isAlive: () => child === null || (child.exitCode === null && child.signalCode === null),
    async ended() {
      if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null };
    },
    async kill() {
      if (child) await end(child, 'SIGKILL');
    },
    async restart() {
      if (child) child = await startEngine(settings);
    },
    async close() {
      if (child) await end(child, 'SIGTERM');
    },
  };
}

/** The engine's process with the suite's settings; it is not up yet. */
export function spawnEngine(settings: Record<string, string> = {}, stderr: 'inherit' | 'pipe' = 'inherit'): ChildProcess {
  return spawn(process.execPath, ['src/media/engine/main.ts'], {
    stdio: ['ignore', 'ignore', stderr],
    env: {
      ...process.env,
      ENGINE_PORT: String(enginePort),
      MEDIA_UDP_PORT: String(enginePort + 1),
      MEDIA_BIND_ADDRESS: '127.0.0.1',
      LIVEKIT_API_KEY: api.key,
      LIVEKIT_API_SECRET: api.secret,
      LIVEKIT_WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
      OPENVISIT_DATA: mkdtempSync(path.join(tmpdir(), 'openvisit-media-')),
      OPENVISIT_PARENT_PID: String(process.pid),
      ...settings,
    },
  });
}

async function startEngine(settings: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawnEngine(settings);
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const healthy = await fetch(`http://127.0.0.1:${enginePort}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return child;
    if (child.exitCode !== null) throw new Error(`the engine ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await end(child, 'SIGKILL');
  throw new Error('the engine did not start');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

let roomCount = 0;

/** A fresh room, deleted after the test. */
export async function openRoom(
  server: MediaServer,
  options: { emptyTimeout?: number; departureTimeout?: number; maxParticipants?: number } = {},
): Promise<string> {
  roomCount += 1;
  const name = `room-${process.pid}-${roomCount}`;
  await server.control.createRoom({ name, emptyTimeout: 60, departureTimeout: 60, ...options });
  onTestFinished(async () => {
    await server.control.deleteRoom(name).catch(() => undefined);
  });
  return name;
}
