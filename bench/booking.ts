import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { connect } from '../src/adapters/postgres/database.ts';
import { startPostgres } from '../src/adapters/postgres/embedded/start-postgres.ts';
import { migrate } from '../src/adapters/postgres/migrate.ts';
import { type PlannedBooking, planBookings } from './booking-plan.ts';
import type { BenchResult } from './run.ts';

const CLIENTS = 16;
const ROUNDS = 6;
/** The compiler of the app's process is busiest in that time; it comes to rest after some 25 s. */
const WARM_SECONDS = 6;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const PORT = Number(process.env.BENCH_PORT ?? 30550);
const GOAL = 0.1;

/**
 * Complete bookings a second over HTTP (hold, then request, confirmed by policy: sign-in look-up, every rule, claims, quote, the history
 * that is its audit, deadlines, jobs, mail; those that come at once share transactions, as in the product) against raw inserts a second over
 * HTTP: the same
 * clients, server process, pool and database, a bare route that stores one row with one committed statement and asks nobody who calls.
 * In turns. Told as information: what a booking writes with nothing around it, which no booking can be faster than, and the same insert by
 * direct SQL.
 */
export async function booking(): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openvisit-bench-'));
  // The server of a running platform, whose commits are on disk; that of the tests is faster than any real one.
  const postgres = await startPostgres(folder);
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  await admin.query('create database bench');
  const url = postgres.url('bench');
  const { db, pool } = connect(url, { most: CLIENTS, onConnectionLost: () => {} });
  await migrate(pool);
  await pool.query('create table raw_rows (id bigint generated always as identity primary key, body text not null)');
  const secret = randomBytes(24).toString('hex');
  const plan = await planBookings(db, CLIENTS, secret);
  const server = await startServer(url, secret);
  try {
    // Warms the server's code and its prepared statements.
    await repeatFor(WARM_SECONDS, (agent, client) => book(agent, plan.next(client)));
    await repeatFor(2, insertOverHttp);
    await repeatFor(2, bookBare);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++)
      rounds.push({
        bookings: await repeatFor(SECONDS, (agent, client) => book(agent, plan.next(client))),
        bare: await repeatFor(SECONDS / 2, bookBare),
        inserts: await repeatFor(SECONDS, insertOverHttp),
        load: loadavg()[0] ?? 0,
      });
    return report(rounds, await insertDirectly(pool, SECONDS));
  } finally {
    server.kill('SIGTERM');
    await db.destroy();
    await pool.end().catch(() => undefined);
    await admin.end();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Round {
  readonly bookings: number;
  readonly inserts: number;
  readonly bare: number;
  /** Of the machine, over the last minute. */
  readonly load: number;
}

/** How often a second the clients together do it, each again as soon as it is done. A failure ends the bench. */
async function repeatFor(seconds: number, act: (agent: Agent, client: number) => Promise<void>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (; performance.now() < end; done++) await act(agent, client);
    }),
  );
  agent.destroy();
  return (done * 1000) / (performance.now() - start);
}

async function book(agent: Agent, { cookie, body }: PlannedBooking): Promise<void> {
  const held = await post(agent, '/api/visitor/holds', body, cookie);
  const requested = await post(agent, `/api/visitor/visits/${String(held.id)}/request`, {}, cookie);
  if (requested.status !== 'confirmed') throw new Error(`not confirmed: ${JSON.stringify(requested)}`);
}

async function insertOverHttp(agent: Agent): Promise<void> {
  await post(agent, '/bench/rows', { body: 'one row of a booking bench' });
}

async function bookBare(agent: Agent): Promise<void> {
  const held = await post(agent, '/bench/bare-holds', {});
  await post(agent, '/bench/bare-requests', { id: held.id });
}

function post(agent: Agent, address: string, body: unknown, cookie = ''): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port: PORT,
        path: address,
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part) => (text += part));
        response.on('end', () => {
          if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(text) as Record<string, unknown>);
          else reject(new Error(`${address} answered ${response.statusCode}: ${text.slice(0, 300)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}

/** Inserts a second by direct SQL, each in its own transaction. */
async function insertDirectly(pool: pg.Pool, seconds: number): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const client = await pool.connect();
      while (performance.now() < end) {
        await client.query({ name: 'raw', text: 'insert into raw_rows (body) values ($1)', values: ['one row of a booking bench'] });
        done++;
      }
      client.release();
    }),
  );
  return (done * 1000) / (performance.now() - start);
}

async function startServer(url: string, secret: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'booking-server.ts'), url, String(PORT), secret], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('the booking server did not start');
    }),
  ]);
  return child;
}

function report(rounds: readonly Round[], direct: number): BenchResult {
  const ratios = rounds.map(({ bookings, inserts }) => bookings / inserts).sort((a, b) => a - b);
  const bareRatio = median(rounds.map(({ bare, inserts }) => bare / inserts).sort((a, b) => a - b));
  const lines = rounds.map(({ bookings, inserts, bare, load }, index) =>
    [String(index + 1), bookings.toFixed(1), inserts.toFixed(0), (bookings / inserts).toFixed(3), bare.toFixed(0), load.toFixed(1)]
      .map((cell) => cell.padStart(16))
      .join(''),
  );
  const ratio = median(ratios);
  process.stdout.write(`${['round', 'bookings/s', 'HTTP inserts/s', 'ratio', 'bare bookings/s', 'load'].map((cell) => cell.padStart(16)).join('')}
${lines.join('\n')}
median ratio ${ratio.toFixed(3)}, from ${ratios[0]?.toFixed(3)} to ${ratios.at(-1)?.toFixed(3)}
for information: ratio ${bareRatio.toFixed(3)} of bare bookings, their rows alone; ${direct.toFixed(0)} inserts/s by direct SQL
`);
  return { bench: 'booking', ratio: Number(ratio.toFixed(3)), goal: GOAL, ok: ratio >= GOAL };
}

function median(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
