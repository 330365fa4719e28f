import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A whole platform as `npm start` runs it, on ports and a data folder of its own. */
export interface Platform {
  readonly address: string;
  readonly dataFolder: string;
  /** The supervisor's process. */
  readonly pid: number;
  /** Everything the supervisor has printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts the supervisor in demo mode and waits until it prints that it is ready.
 * @param extra environment on top, e.g. `{ OPENVISIT_DATA: folder }` to start again on the same data
 */
export async function startPlatform(extra: Readonly<Record<string, string>> = {}): Promise<Platform> {
  const dataFolder = extra.OPENVISIT_DATA ?? (await mkdtemp(path.join(tmpdir(), 'openvisit-journey-')));
  const [port, engine, recorder, sandbox, udp] = await freePorts(5);
  const child = spawn(process.execPath, ['src/server/supervisor/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: {
      ...withoutSettings(process.env),
      OPENVISIT_DATA: dataFolder,
      // A test run that is killed leaves nothing behind.
      OPENVISIT_PARENT_PID: String(process.pid),
      PORT: String(port),
      ENGINE_PORT: String(engine),
      RECORDER_PORT: String(recorder),
      SANDBOX_PORT: String(sandbox),
      MEDIA_UDP_PORT: String(udp),
      MEDIA_BIND_ADDRESS: '127.0.0.1',
      ...extra,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  await ready(child, `http://localhost:${port}/readyz`, () => output);
  return {
    address: `http://localhost:${port}`,
    dataFolder,
    pid: child.pid ?? 0,
    output: () => output,
    async stop() {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
      }
      if (extra.OPENVISIT_DATA === undefined) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess, address: string, output: () => string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`the platform ended while it started:\n${output()}`);
    const answers = await fetch(address).then(
      (response) => response.ok,
      () => false,
    );
    if (answers && output().includes('Logs are in')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`the platform was not ready after a minute:\n${output()}`);
}

/** Ports below the ephemeral range are asked for by name, so that no outgoing socket of the tests takes one in between. */
async function freePorts(howMany: number): Promise<number[]> {
  const found: number[] = [];
  for (let port = 20_000 + Math.floor((process.pid * 37) % 9000); found.length < howMany; port++) if (await isFree(port)) found.push(port);
  return found;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

const ownSettings =
  /^(OPENVISIT_|PORT$|HOST$|PUBLIC_URL$|DATABASE_URL$|LIVEKIT_|ENGINE_|RECORDER_|SANDBOX_|MEDIA_|PAYMENTS|VAULT_|SESSION_|SMTP_|MAIL_|TRUST_|VITEST|NODE_ENV)/;

/** The caller's environment without what would steer the platform. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ownSettings.test(name)));
}
