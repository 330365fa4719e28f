import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAlive } from '../../adapters/postgres/embedded/postmaster.ts';
import { startPostgres } from '../../adapters/postgres/embedded/start-postgres.ts';

const here = import.meta.dirname;

/** Stands for app, engine and so on: answers /healthz, notes its end, ends with its parent. */
const fakeChild = `
import fs from 'node:fs'; import http from 'node:http';
import { endWithParent } from '${here}/../../settings/parent-watch.ts';
const { NAME, PORT, NOTES, BEHAVIOR } = process.env;
if (BEHAVIOR === 'refusing') { fs.appendFileSync(NOTES, 'refused '); console.error('another key than before'); process.exit(78); }
if (BEHAVIOR === 'broken') { console.error('the cause of it all'); process.exit(3); }
const end = () => { fs.appendFileSync(NOTES, NAME + ' '); process.exit(0); };
process.on('SIGTERM', end);
endWithParent(Number(process.env.OPENVISIT_PARENT_PID), end);
http.createServer((request, response) => {
  if (request.url === '/complain') console.log(JSON.stringify({ level: 'error', msg: 'disk is full', err: { message: 'ENOSPC' } }));
  response.end(String(process.pid));
}).listen(Number(PORT), '127.0.0.1');`;

/** A process that runs a platform of fake children and prints what it tells. */
const supervisor = `
import { Platform } from '${here}/platform.ts';
const { folder, names, ports, notes, behavior } = JSON.parse(process.argv[2]);
const platform = new Platform({
  dataFolder: folder, databaseUrl: null, prepare: async () => {}, tell: (text) => console.log(text),
  plan: (DATABASE_URL) => ({
    ports: ports.map((port, index) => ({ variable: names[index].toUpperCase() + '_PORT', protocol: 'tcp', host: '127.0.0.1', port, purpose: names[index] })),
    children: names.map((name, index) => ({ name, script: folder + '/fake-child.mjs', healthUrl: 'http://127.0.0.1:' + ports[index] + '/healthz',
      env: { ...process.env, NAME: name, PORT: ports[index], NOTES: notes, BEHAVIOR: behavior[name], DATABASE_URL, OPENVISIT_PARENT_PID: String(process.pid) } })),
  }),
});
process.on('SIGTERM', async () => { await platform.stop(); process.exit(0); });
try { await platform.start(); console.log('READY'); } catch (error) { console.log('FAILED ' + error.message); process.exit(1); }`;

const names = ['app', 'recorder', 'engine', 'sandbox'];
let folder: string;
let ports: number[];
let running: { process: ChildProcess; said: () => string }[] = [];

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'platform-'));
  fs.chmodSync(folder, 0o755);
  fs.writeFileSync(path.join(folder, 'fake-child.mjs'), fakeChild);
  fs.writeFileSync(path.join(folder, 'supervisor.mjs'), supervisor);
  ports = await Promise.all(names.map(freePort));
});
afterEach(async () => {
  for (const { process } of running) process.kill('SIGKILL');
  running = [];
  await vi.waitFor(async () => expect(await answering()).toEqual([]), 10_000);
  await (await startPostgres(folder)).stop();
  fs.rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

function start(behavior: Record<string, string> = {}): { process: ChildProcess; said: () => string } {
  const config = { folder, names, ports, notes: path.join(folder, 'notes'), behavior };
  const child = spawn(process.execPath, [path.join(folder, 'supervisor.mjs'), JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += String(chunk);
  });
  const one = { process: child, said: () => text };
  running.push(one);
  return one;
}

async function ready(behavior?: Record<string, string>): Promise<ReturnType<typeof start>> {
  const one = start(behavior);
  await vi.waitFor(() => expect(one.said()).toContain('READY'), 30_000);
  return one;
}

async function ask(name: string, what = '/pid'): Promise<number> {
  return Number(await (await fetch(`http://127.0.0.1:${ports[names.indexOf(name)]}${what}`)).text());
}

async function answering(): Promise<string[]> {
  const answers = await Promise.all(
    names.map((name) =>
      ask(name).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return answers.flat();
}

test('everything starts, and ends in order with nothing left', async () => {
  const platform = await ready();
  const pids = await Promise.all(names.map((name) => ask(name)));
  const database = await startPostgres(folder);
  expect(database.joined).toBe(true);
  platform.process.kill('SIGTERM');
  await once(platform.process, 'exit');
  expect(fs.readFileSync(path.join(folder, 'notes'), 'utf8')).toBe('app recorder engine sandbox ');
  expect([...pids, database.pid].filter(isAlive)).toEqual([]);
  expect(fs.existsSync(path.join(folder, 'supervisor.pid'))).toBe(false);
});

test('a child that dies is started again, and one line says so', async () => {
  const platform = await ready();
  const before = await ask('engine');
  process.kill(before, 'SIGKILL');
  await vi.waitFor(async () => expect(await ask('engine')).not.toBe(before), 10_000);
  expect(platform.said()).toContain('The engine ended unexpectedly (SIGKILL); starting it again.');
});

test('a database that dies is started again at the same address', async () => {
  const platform = await ready();
  const before = (await startPostgres(folder)).pid;
  process.kill(before, 'SIGKILL');
  await vi.waitFor(() => expect(platform.said()).toContain('The database ended unexpectedly'), 10_000);
  await vi.waitFor(async () => expect((await startPostgres(folder)).pid).not.toBe(before), 10_000);
});

test('when the supervisor is killed its children end by themselves, and the next start works at once', async () => {
  const first = await ready();
  const pids = await Promise.all(names.map((name) => ask(name)));
  first.process.kill('SIGKILL');
  await once(first.process, 'exit');
  await ready();
  expect(pids.filter(isAlive)).toEqual([]);
});

test('a taken port is told with the variable that moves it, and nothing stays running', async () => {
  const blocker = net.createServer().listen(ports[2], '127.0.0.1');
  await once(blocker, 'listening');
  const platform = start();
  await once(platform.process, 'exit');
  blocker.close();
  expect(platform.said()).toMatch(
    /FAILED TCP port \d+ on 127\.0\.0\.1 \(engine\) is taken by another program\. End that program, or set ENGINE_PORT to a free port\./,
  );
  expect(await answering()).toEqual([]);
  expect((await startPostgres(folder)).joined).toBe(false);
});

test('a child that cannot start ends the start with the cause from its log', async () => {
  const platform = start({ recorder: 'broken' });
  await once(platform.process, 'exit');
  expect(platform.said()).toMatch(/FAILED The recorder does not start \(code 3\)/);
  expect(platform.said()).toContain('the cause of it all');
  expect(await answering()).toEqual([]);
});

test('a child that refuses to start is started once, and what it says is told once', async () => {
  const platform = start({ app: 'refusing' });
  await once(platform.process, 'exit');
  expect(platform.said()).toMatch(/FAILED The app does not start/);
  expect(platform.said().match(/another key than before/g)).toHaveLength(1);
  expect(fs.readFileSync(path.join(folder, 'notes'), 'utf8').match(/refused/g)).toHaveLength(1);
});

test('an error in the log of a child reaches the terminal in short, and only once when it is repeated', async () => {
  const platform = await ready();
  for (let times = 0; times < 3; times++) await ask('recorder', '/complain');
  await vi.waitFor(() => expect(platform.said()).toContain('recorder: disk is full: ENOSPC'), 5_000);
  expect(fs.readFileSync(path.join(folder, 'logs/recorder.log'), 'utf8').match(/disk is full/g)).toHaveLength(3);
  expect(platform.said().match(/disk is full/g)).toHaveLength(1);
});

test('a second platform on the same folder is refused, and the first goes on', async () => {
  await ready();
  const second = start();
  await once(second.process, 'exit');
  expect(second.said()).toMatch(/FAILED OpenVisit already runs on .* \(process \d+\)/);
  expect(await answering()).toEqual(names);
});
