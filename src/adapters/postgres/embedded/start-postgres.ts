import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { postgresBinaries } from './binaries.ts';
import { type ClusterHome, clusterHome, ownCluster, ownerOf, sweepTestClusters, testClusterHome } from './cluster-home.ts';
import { initializeCluster } from './initialize.ts';
import { type Operator, operator } from './operator.ts';
import { disownDeadPostmaster, isAlive, runningPostmaster } from './postmaster.ts';

/** A PostgreSQL server on a Unix socket. For demo and tests, never for production. */
export interface EmbeddedPostgres {
  /** True when a server was already running on the data and was joined instead of started. */
  joined: boolean;
  pid: number;
  /** Address of one of its databases for `DATABASE_URL` and `pg.Pool`. */
  url(database: string): string;
  /** Ends the server, unless another living process of ours started it. Idempotent. */
  stop(): Promise<void>;
}

/** Crash recovery of a demo takes seconds; more than a minute means that something is wrong. */
const longestStart = 60_000;

/**
 * Starts the PostgreSQL that npm brought on a data folder of ours, or joins the one that runs there: left by a killed
 * process, or started by another one. Data survive the killing of everything.
 * @throws with the end of the server's log when it does not start
 */
export function startPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  const who = operator();
  const home = clusterHome(dataFolder, who);
  return start(home, postgresBinaries(who, dataFolder), who, false);
}

/** A server for tests in a folder of its own: nothing is synced to disk, and all is deleted when it stops. */
export async function startTestPostgres(): Promise<EmbeddedPostgres> {
  sweepTestClusters();
  const who = operator();
  const home = testClusterHome(who);
  const server = await start(home, postgresBinaries(who, home.folder), who, true);
  const stop = async (): Promise<void> => {
    await server.stop();
    fs.rmSync(home.folder, { recursive: true, force: true });
  };
  return { ...server, stop };
}

async function start(home: ClusterHome, binaries: string, who: Operator, ephemeral: boolean): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + longestStart;
  while (Date.now() < deadline) {
    const joined = await joinRunning(home);
    if (joined) return joined;
    if (!runningPostmaster(home.data)) {
      await initializeCluster(home, binaries, who, ephemeral);
      disownDeadPostmaster(home.data);
      const started = await startNew(home, binaries, who, ephemeral, deadline);
      if (started) return started;
    }
    await pause(100);
  }
  throw new Error(`The embedded PostgreSQL did not start. The end of ${home.log}:\n${endOfLog(home)}`);
}

async function joinRunning(home: ClusterHome): Promise<EmbeddedPostgres | null> {
  const server = runningPostmaster(home.data);
  if (!server?.socketFolder || !(await answers(server.socketFolder))) return null;
  const owner = ownerOf(home.folder);
  const isOurs = owner === null || owner === process.pid || !isAlive(owner);
  if (isOurs) ownCluster(home.folder);
  return handle(server.pid, server.socketFolder, true, isOurs);
}

/** Null when the new server gave way to another one or to the remains of a killed one: look again. */
async function startNew(
  home: ClusterHome,
  binaries: string,
  who: Operator,
  ephemeral: boolean,
  deadline: number,
): Promise<EmbeddedPostgres | null> {
  const logStart = fs.existsSync(home.log) ? fs.statSync(home.log).size : 0;
  const log = fs.openSync(home.log, 'a', 0o600);
  const options = [
    'listen_addresses=',
    `unix_socket_directories=${home.socketFolder}`,
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
  ];
  if (ephemeral) options.push('fsync=off', 'full_page_writes=off', 'synchronous_commit=off');
  const args = ['-D', home.data, ...options.flatMap((option) => ['-c', option])];
  // A process group of its own, so that Ctrl-C reaches it only through us, after everybody who uses it has ended.
  const child = spawn(path.join(binaries, 'bin/postgres'), args, { ...who.ids, cwd: '/', detached: true, stdio: ['ignore', log, log] });
  fs.closeSync(log);
  child.unref();
  await spawned(child);
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) return gaveWay(home, logStart);
    if (runningPostmaster(home.data)?.pid === child.pid && (await answers(home.socketFolder))) {
      ownCluster(home.folder);
      return handle(child.pid ?? 0, home.socketFolder, false, true);
    }
    await pause(25);
  }
  return null;
}

/** @throws when the server ended for a reason that waiting does not mend */
function gaveWay(home: ClusterHome, logStart: number): null {
  const log = fs.readFileSync(home.log).subarray(logStart).toString();
  if (
    /lock file .* already exists|pre-existing shared memory block|is being used by|bogus data in lock file|lock file .* is empty/.test(log)
  )
    return null;
  throw new Error(`The embedded PostgreSQL ended at once. The end of ${home.log}:\n${log}`);
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
}

function handle(pid: number, socketFolder: string, joined: boolean, isOurs: boolean): EmbeddedPostgres {
  const url = (database: string): string => `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(socketFolder)}`;
  return { joined, pid, url, stop: () => (isOurs ? stopServer(pid) : Promise.resolve()) };
}

/** SIGINT is PostgreSQL's fast shutdown: clients are cut, everything is written. SIGQUIT leaves it to the next start's recovery. */
async function stopServer(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const until = Date.now() + 10_000;
    while (isAlive(pid) && Date.now() < until) await pause(25);
  }
}

async function answers(socketFolder: string): Promise<boolean> {
  const client = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 2_000 });
  client.on('error', () => {}); // a server that ends at this moment: the next look will tell
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function endOfLog(home: ClusterHome): string {
  return fs.existsSync(home.log) ? fs.readFileSync(home.log, 'utf8').slice(-2_000) : '';
}
