import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAlive } from './postmaster.ts';
import { startPostgres, startTestPostgres } from './start-postgres.ts';

let folder: string;
const starters: ChildProcess[] = [];

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-'));
  fs.chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const starter of starters.splice(0)) starter.kill('SIGKILL');
  await (await startPostgres(folder)).stop();
  const pointer = path.join(folder, 'postgres.location');
  if (fs.existsSync(pointer)) fs.rmSync(fs.readFileSync(pointer, 'utf8').trim(), { recursive: true });
  fs.rmSync(folder, { recursive: true });
});

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

interface Started {
  process: ChildProcess;
  joined: boolean;
  pid: number;
}

/** Starts or joins from a process of its own, which then waits to be killed. */
async function startElsewhere(call = `startPostgres(${JSON.stringify(folder)})`): Promise<Started> {
  const module = path.join(import.meta.dirname, 'start-postgres.ts');
  const script = `const { startPostgres, startTestPostgres } = await import(${JSON.stringify(module)});
    const { joined, pid } = await ${call};
    console.log(JSON.stringify({ joined, pid })); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  starters.push(child);
  for await (const line of createInterface({ input: child.stdout }))
    return { process: child, ...(JSON.parse(line) as { joined: boolean; pid: number }) };
  throw new Error('the starter ended without a word');
}

async function killHard(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('a first start makes a PostgreSQL 18 that can do exclusion constraints', async () => {
  const server = await startPostgres(folder);
  expect(server.joined).toBe(false);
  expect(await query(server.url('postgres'), "select current_setting('server_version_num')::int / 10000 as major")).toEqual([
    { major: 18 },
  ]);
  await query(server.url('postgres'), 'create extension btree_gist');
});

test('it listens on a Unix socket in a folder closed to others, and on no network', async () => {
  const server = await startPostgres(folder);
  expect(await query(server.url('postgres'), 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
  const socketFolder = decodeURIComponent(/host=(.+)$/.exec(server.url('postgres'))?.[1] ?? '');
  expect(fs.statSync(socketFolder).mode & 0o077).toBe(0);
});

test('it sorts and compares text the same way everywhere', async () => {
  const server = await startPostgres(folder);
  expect(await query(server.url('postgres'), "select lower('ÁÑ') as lowered, 'b' > 'B' as bytes")).toEqual([
    { lowered: 'áñ', bytes: true },
  ]);
});

test('a second start joins the running server and leaves its end to the first', async () => {
  const elsewhere = await startElsewhere();
  const second = await startPostgres(folder);
  expect(second).toMatchObject({ joined: true, pid: elsewhere.pid });
  await second.stop();
  expect(isAlive(elsewhere.pid)).toBe(true);
});

test('after the starter was killed the next start joins its server and ends it', async () => {
  const first = await startElsewhere();
  await killHard(first.process);
  const second = await startPostgres(folder);
  expect(second).toMatchObject({ joined: true, pid: first.pid });
  await second.stop();
  expect(isAlive(first.pid)).toBe(false);
});

test('a killed server recovers with everything that was committed', async () => {
  const first = await startElsewhere();
  const { url } = await startPostgres(folder);
  await query(url('postgres'), 'create table kept as select 42 as answer');
  process.kill(first.pid, 'SIGKILL');
  const second = await startPostgres(folder);
  expect(second.pid).not.toBe(first.pid);
  expect(await query(second.url('postgres'), 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('two first starts at the same moment end up on one server', async () => {
  const [one, other] = await Promise.all([startElsewhere(), startElsewhere()]);
  expect(one.pid).toBe(other.pid);
  expect([one.joined, other.joined].sort()).toEqual([false, true]);
  const server = await startPostgres(folder);
  const home = path.dirname(String((await query(server.url('postgres'), 'show data_directory'))[0]?.data_directory));
  expect(fs.readdirSync(home).filter((name) => name.startsWith('data'))).toEqual(['data']);
});

test('a stop writes everything, and the next start finds it', async () => {
  const first = await startPostgres(folder);
  await query(first.url('postgres'), 'create table kept as select 1 as one');
  await first.stop();
  await first.stop();
  const second = await startPostgres(folder);
  expect(second.joined).toBe(false);
  expect(await query(second.url('postgres'), 'select one from kept')).toEqual([{ one: 1 }]);
});

test('a process id that a stranger got meanwhile is not taken for the server', async () => {
  const first = await startPostgres(folder);
  const home = path.dirname(String((await query(first.url('postgres'), 'show data_directory'))[0]?.data_directory));
  await first.stop();
  fs.writeFileSync(path.join(home, 'data/postmaster.pid'), `${process.pid}\n${home}/data\n1\n5432\n${home}/socket\n\n\n`);
  expect((await startPostgres(folder)).joined).toBe(false);
});

test.runIf(process.getuid?.() === 0)(
  'as root in a folder closed to others, the data go to the system folder and a pointer says where',
  async () => {
    fs.chmodSync(folder, 0o700);
    const server = await startPostgres(folder);
    const place = fs.readFileSync(path.join(folder, 'postgres.location'), 'utf8').trim();
    expect(place).toMatch(/^\/var\/lib\/openvisit\/clusters\//);
    expect(await query(server.url('postgres'), 'show data_directory')).toEqual([{ data_directory: `${place}/data` }]);
    await server.stop();
    const again = await startPostgres(folder);
    expect(await query(again.url('postgres'), 'show data_directory')).toEqual([{ data_directory: `${place}/data` }]);
  },
);

test.runIf(process.getuid?.() === 0)('a cluster in the system folder is cleared away once its temporary data folder is gone', async () => {
  const forgotten = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-'));
  await (await startPostgres(forgotten)).stop();
  const place = fs.readFileSync(path.join(forgotten, 'postgres.location'), 'utf8').trim();
  fs.rmSync(forgotten, { recursive: true });
  expect(fs.existsSync(place)).toBe(true);
  fs.chmodSync(folder, 0o700);
  await startPostgres(folder);
  expect(fs.existsSync(place)).toBe(false);
});

test('a test run that was killed leaves its server and folder for the next one to clear away', async () => {
  const killed = await startElsewhere('startTestPostgres()');
  await killHard(killed.process);
  const next = await startTestPostgres();
  await vi.waitFor(() => expect(isAlive(killed.pid)).toBe(false));
  expect(next.pid).not.toBe(killed.pid);
  await next.stop();
  expect(isAlive(next.pid)).toBe(false);
});
