import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isLent, isOpenToOthers, makePrivateFolder, type Operator, safeSystemFolder } from './operator.ts';
import { isAlive, runningPostmaster } from './postmaster.ts';

/** The folder of one database cluster, which only its operator can enter: the socket in it needs no password. */
export interface ClusterHome {
  folder: string;
  data: string;
  socketFolder: string;
  log: string;
}

/** Room for `/.s.PGSQL.5432` in the 104 bytes a socket's path may have on macOS (108 on Linux). */
const longestSocketFolder = 88;

/** Names the pointer that leads here. */
const belongsTo = 'belongs-to';

const testPrefix = 'openvisit-test-pg-';

/**
 * The home of the cluster that belongs to a data folder of ours. Where the operator cannot reach that folder, the cluster
 * lives in the system folder and `postgres.location` in ours says where.
 */
export function clusterHome(dataFolder: string, operator: Operator): ClusterHome {
  fs.mkdirSync(dataFolder, { recursive: true });
  const real = fs.realpathSync(dataFolder); // one spelling, for a running server is known by it
  return homeIn(isLent(operator) ? lentFolder(real, operator) : path.join(real, 'postgres'), operator);
}

/** A home for a cluster of tests, deleted when it stops. Its name is random, so nobody can have planted it. */
export function testClusterHome(operator: Operator): ClusterHome {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), testPrefix));
  ownCluster(folder);
  return homeIn(folder, operator);
}

/** Stops and deletes clusters of test runs that were killed before they could do it. */
export function sweepTestClusters(): void {
  for (const name of fs.readdirSync(os.tmpdir()).filter((one) => one.startsWith(testPrefix))) {
    const folder = path.join(os.tmpdir(), name);
    try {
      const left = ownerOf(folder);
      if (left === null || isAlive(left)) continue;
      const server = runningPostmaster(path.join(folder, 'data'));
      if (server) process.kill(server.pid, 'SIGQUIT');
      fs.rmSync(folder, { recursive: true, force: true });
    } catch {
      // It belongs to another user, or another sweep is at it: theirs to clean.
    }
  }
}

/** Notes which process is to stop the server. */
export function ownCluster(folder: string): void {
  fs.writeFileSync(path.join(folder, 'owner'), String(process.pid));
}

/** The process that is to stop the server, or null when none was noted. */
export function ownerOf(folder: string): number | null {
  try {
    return Number(fs.readFileSync(path.join(folder, 'owner'), 'utf8')) || null;
  } catch {
    return null;
  }
}

function lentFolder(dataFolder: string, operator: Operator): string {
  const pointer = path.join(dataFolder, 'postgres.location');
  if (fs.existsSync(pointer)) return fs.readFileSync(pointer, 'utf8').trim();
  const near = path.join(dataFolder, 'postgres');
  if (fs.existsSync(near) || isOpenToOthers(dataFolder)) return near;
  const clusters = path.join(safeSystemFolder(), 'clusters');
  fs.mkdirSync(clusters, { recursive: true, mode: 0o755 });
  sweepForgottenClusters(clusters);
  const folder = agreeOn(pointer, path.join(clusters, randomBytes(8).toString('hex')));
  makePrivateFolder(folder, operator);
  fs.writeFileSync(path.join(folder, belongsTo), pointer);
  return folder;
}

/**
 * Deletes clusters whose data folder lay among the system's temporary files and is gone, as those of tests are. Others are
 * left: a data folder that cannot be seen may lie on a disk that is not mounted.
 */
function sweepForgottenClusters(clusters: string): void {
  const temporary = fs.realpathSync(os.tmpdir()) + path.sep;
  for (const folder of fs.readdirSync(clusters).map((name) => path.join(clusters, name))) {
    const note = path.join(folder, belongsTo);
    const pointer = fs.existsSync(note) ? fs.readFileSync(note, 'utf8') : '';
    const isForgotten = pointer.startsWith(temporary) && !fs.existsSync(pointer);
    if (isForgotten && !runningPostmaster(path.join(folder, 'data'))) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Of two starts at the same moment the first to place the pointer decides for both. */
function agreeOn(pointer: string, folder: string): string {
  const draft = `${pointer}.${process.pid}`;
  fs.writeFileSync(draft, `${folder}\n`);
  try {
    fs.linkSync(draft, pointer);
  } catch (error) {
    if (!fs.existsSync(pointer)) throw error;
  } finally {
    fs.rmSync(draft);
  }
  return fs.readFileSync(pointer, 'utf8').trim();
}

function homeIn(folder: string, operator: Operator): ClusterHome {
  makePrivateFolder(folder, operator);
  const near = path.join(folder, 'socket');
  const socketFolder = near.length <= longestSocketFolder ? near : fs.mkdtempSync(path.join(os.tmpdir(), 'openvisit-pg-socket-'));
  makePrivateFolder(socketFolder, operator);
  return { folder, data: path.join(folder, 'data'), socketFolder, log: path.join(folder, 'server.log') };
}
