import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { build } from 'vite';
import { connect, type Database } from '../../src/adapters/postgres/database.ts';
import { postgresUnitOfWork } from '../../src/adapters/postgres/unit-of-work.ts';
import { randomIds } from '../../src/adapters/random-ids/random-ids.ts';
import { systemClock } from '../../src/adapters/system-clock/system-clock.ts';
import type { Policy } from '../../src/core/facility/policy.ts';
import type { VisitId } from '../../src/core/shared/ids.ts';
import { type CallArea, composeCalls } from '../../src/server/compose-calls.ts';
import { buildServer } from '../../src/server/http/app.ts';
import type { Callers } from '../../src/server/http/composition.ts';
import { readSettings } from '../../src/settings/settings.ts';
import type { CallPageQuery } from './call-page/main.ts';
import { buildPeople, confirmVisit, type People } from './confirmed-visit.ts';
import { bareComposition } from './http-composition.ts';

/** Where everything of one call stands: real database, engine, recorder and web server; only sign-in is a cookie that says who. */
export interface CallPlatform {
  readonly address: string;
  readonly db: Database;
  readonly people: People;
  readonly area: CallArea;
  /** A confirmed visit that begins so many seconds from now; its waiting room is opened. */
  openVisit(plan: { readonly startsInSeconds: number; readonly lengthSeconds: number }): Promise<VisitId>;
  /** Address of one side's waiting room and call. */
  page(query: CallPageQuery): string;
  kill(process: 'engine' | 'recorder'): Promise<void>;
  start(process: 'engine' | 'recorder'): Promise<void>;
  close(): Promise<void>;
}

/** A migrated database of its own. */
export interface GivenDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * @param port the first of five free ports
 * @param openDatabase from outside of a test; a test has one made from its template
 */
export async function startCallPlatform(
  port: number,
  change: Partial<Omit<Policy, 'version'>> = {},
  openDatabase: () => Promise<GivenDatabase> = freshTestDatabase,
): Promise<CallPlatform> {
  const data = await mkdtemp(path.join(tmpdir(), 'openvisit-call-'));
  const env = environment(port, data);
  const settings = readSettings(env);
  const database = await openDatabase();
  const { db, pool } = connect(database.url, { onConnectionLost: () => {} });
  const clock = systemClock;
  const ids = randomIds(clock);
  const work = postgresUnitOfWork({ pool, clock, ids, composeMail: () => null });
  const people = await buildPeople(db, change);
  const callers = callersByCookie(people);
  const logger = pino({ level: process.env.CALL_LOG ?? 'silent' });
  const area = composeCalls({ settings, logger, pool, db, clock, ids, work, callers });
  const { composition, close: closeComposition } = bareComposition(database.url, {
    publicUrl: `http://localhost:${port}`,
    mediaUrl: settings.media.livekitUrl,
    webFolder: await buildPage(data),
    callers,
    handlers: area.handlers,
    plugins: area.plugins,
    logger,
  });
  const app = await buildServer(composition);
  await app.listen({ port, host: '127.0.0.1' });

  const children = new Map<'engine' | 'recorder', ChildProcess>();
  const start = async (name: 'engine' | 'recorder'): Promise<void> => {
    children.set(name, await startChild(name, env, name === 'engine' ? port + 1 : port + 3));
  };
  const kill = async (name: 'engine' | 'recorder', signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    const child = children.get(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  await Promise.all([start('engine'), start('recorder')]);
  await area.start();

  return {
    address: `http://localhost:${port}`,
    db,
    people,
    area,
    async openVisit({ startsInSeconds, lengthSeconds }) {
      const begins = clock.now().add({ seconds: startsInSeconds });
      const visitId = await confirmVisit(work, people, { start: begins, end: begins.add({ seconds: lengthSeconds }) });
      await area.openWaitingRoom(visitId);
      return visitId;
    },
    page: ({ side, visit }) => `http://localhost:${port}/?side=${side}&visit=${visit}`,
    kill: (name) => kill(name),
    start,
    async close() {
      await area.close();
      await app.close();
      await Promise.all([kill('engine', 'SIGTERM'), kill('recorder', 'SIGTERM')]);
      await closeComposition();
      await db.destroy();
      if (!pool.ended) await pool.end();
      await database.drop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Imported late: outside of a test there is no test server to be told of. */
async function freshTestDatabase(): Promise<GivenDatabase> {
  const { freshDatabase } = await import('./test-database.ts');
  return freshDatabase();
}

function environment(port: number, data: string): Record<string, string> {
  const secret = 'a-secret-that-is-long-enough-for-everybody';
  return {
    OPENVISIT_MODE: 'demo',
    OPENVISIT_DATA: data,
    LOG_LEVEL: process.env.CALL_LOG ?? 'silent',
    OPENVISIT_PARENT_PID: String(process.pid),
    PORT: String(port),
    ENGINE_PORT: String(port + 1),
    MEDIA_UDP_PORT: String(port + 2),
    RECORDER_PORT: String(port + 3),
    MEDIA_BIND_ADDRESS: '127.0.0.1',
    LIVEKIT_API_KEY: 'testkey',
    LIVEKIT_API_SECRET: secret,
    RECORDER_TOKEN: secret,
    SESSION_SECRET: secret,
    VAULT_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    PAYMENTS: 'none',
  };
}

async function startChild(name: 'engine' | 'recorder', env: Record<string, string>, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [`src/media/${name}/main.ts`], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  for (let attempt = 0; attempt < 200; attempt++) {
    const healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return child;
    if (child.exitCode !== null) throw new Error(`the ${name} ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the ${name} did not start`);
}

/** The page with one side's waiting room and call. */
async function buildPage(data: string): Promise<string> {
  const outDir = path.join(data, 'page');
  await build({
    configFile: false,
    root: path.join(import.meta.dirname, 'call-page'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  });
  return outDir;
}

/** `who=ana` or `who=marcus`. */
function callersByCookie({ visitorId, residentId, stationId, agencyId, facilityId }: People): Callers {
  const is = (request: FastifyRequest, who: string): boolean => request.cookies.who === who;
  const marcus = { kind: 'resident', residentId, stationId, agencyId, facilityId } as const;
  return {
    visitor: async (request) => (is(request, 'ana') ? { caller: { kind: 'visitor', visitorId }, language: 'en' } : null),
    staff: async () => null,
    station: async (request) =>
      is(request, 'marcus') ? { caller: { kind: 'station', stationId, agencyId, facilityId }, language: null } : null,
    resident: async (request) => (is(request, 'marcus') ? { caller: marcus, language: 'en' } : null),
  };
}
