import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { connect } from '../src/adapters/postgres/database.ts';
import { startPostgres } from '../src/adapters/postgres/embedded/start-postgres.ts';
import { migrate } from '../src/adapters/postgres/migrate.ts';
import { type BookingPlan, planBookings } from './booking-plan.ts';
import type { BenchResult } from './run.ts';

const CLIENTS = 16;
const ROUNDS = 6;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const PORT = Number(process.env.BENCH_PORT ?? 30550);
const GOAL = 0.1;

/**
 * Complete bookings a second over HTTP (hold, then request, confirmed by policy: every rule, claims, quote, history, audit, deadlines, jobs, mail) against raw
 * single-row inserts with commit a second, on one PostgreSQL with the same number of clients, in turns.
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
  const plan = await planBookings(db, CLIENTS);
  const server = await startServer(url);
  try {
    await bookFor(plan, 2); // warms the server's code and its prepared statements
    const rounds: { readonly bookings: number; readonly inserts: number }[] = [];
    for (let round = 0; round < ROUNDS; round++)
      rounds.push({ bookings: await bookFor(plan, SECONDS), inserts: await insertFor(pool, SECONDS) });
    return report(rounds);
  } finally {
    server.kill('SIGTERM');
    await db.destroy();
    await pool.end().catch(() => undefined);
    await admin.end();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Bookings a second. Every answer must be a success, else the bench fails. */
async function bookFor(plan: BookingPlan, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const end = performance.now() + seconds * 1000;
  const start = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      while (performance.now() < end) {
        const wish = plan.next(client);
        const held = await post(agent, wish.visitorId, '/api/visitor/holds', wish.body);
        const requested = await post(agent, wish.visitorId, `/api/visitor/visits/${String(held.id)}/request`, {});
        if (requested.status !== 'confirmed') throw new Error(`not confirmed: ${JSON.stringify(requested)}`);
        done++;
      }
    }),
  );
  agent.destroy();
  return (done * 1000) / (performance.now() - start);
}

function post(agent: Agent, caller: string, address: string, body: unknown): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port: PORT,
        path: address,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-bench-caller': caller },
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

/** Inserts a second, each in its own transaction. */
async function insertFor(pool: pg.Pool, seconds: number): Promise<number> {
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

async function startServer(url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'booking-server.ts'), url, String(PORT)], {
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

function report(rounds: readonly { readonly bookings: number; readonly inserts: number }[]): BenchResult {
  const ratios = rounds.map(({ bookings, inserts }) => bookings / inserts).sort((a, b) => a - b);
  process.stdout.write('round  bookings/s  inserts/s  ratio\n');
  for (const [index, { bookings, inserts }] of rounds.entries())
    process.stdout.write(
      `${String(index + 1).padStart(5)}  ${bookings.toFixed(1).padStart(10)}  ${inserts.toFixed(0).padStart(9)}  ${(bookings / inserts).toFixed(3)}\n`,
    );
  const median = ((ratios[Math.floor((ratios.length - 1) / 2)] ?? 0) + (ratios[Math.ceil((ratios.length - 1) / 2)] ?? 0)) / 2;
  process.stdout.write(`median ratio ${median.toFixed(3)}, from ${ratios[0]?.toFixed(3)} to ${ratios.at(-1)?.toFixed(3)}\n`);
  return { bench: 'booking', ratio: Number(median.toFixed(3)), goal: GOAL, ok: median >= GOAL };
}
