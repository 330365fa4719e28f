import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** A running database server, as its own lock file describes it. */
export interface Postmaster {
  pid: number;
  /** Folder of its Unix socket; null while it is still starting. */
  socketFolder: string | null;
}

/** Above every system's largest process id, so certainly dead. */
const deadPid = 2_147_483_646;

/** The server that runs on a data folder, or null. A zombie or a stranger that got the old process id does not count. */
export function runningPostmaster(data: string): Postmaster | null {
  const lines = lockLines(data);
  const pid = Number(lines?.[0]);
  if (!lines || !Number.isInteger(pid) || pid <= 0 || !isPostgresOn(pid, data)) return null;
  return { pid, socketFolder: lines[4]?.trim() || null };
}

/**
 * Lets a new server start where a killed one left its lock file. PostgreSQL would refuse while the old process id answers,
 * be it a zombie's (in containers nobody reaps it) or a stranger's. Only the id is replaced: the file also names the shared
 * memory by which PostgreSQL notices processes of the old server that still write.
 */
export function disownDeadPostmaster(data: string): void {
  const lines = lockLines(data);
  if (!lines || runningPostmaster(data)) return;
  fs.writeFileSync(lockFile(data), [deadPid, ...lines.slice(1)].join('\n'));
}

/** True while a process exists, zombies not counted. */
export function isAlive(pid: number): boolean {
  return commandOf(pid) !== null;
}

function lockFile(data: string): string {
  return path.join(data, 'postmaster.pid');
}

function lockLines(data: string): string[] | null {
  try {
    return fs.readFileSync(lockFile(data), 'utf8').split('\n');
  } catch {
    return null;
  }
}

function isPostgresOn(pid: number, data: string): boolean {
  const command = commandOf(pid);
  return (command?.includes('postgres') && command.includes(data)) ?? false;
}

/** The command line of a living process, or null. */
function commandOf(pid: number): string | null {
  return process.platform === 'linux' ? commandFromProc(pid) : commandFromPs(pid);
}

function commandFromProc(pid: number): string | null {
  try {
    const state = /\) (\w)/.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    return state === 'Z' || state === 'X' ? null : fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return null;
  }
}

function commandFromPs(pid: number): string | null {
  try {
    const line = execFileSync('ps', ['-ww', '-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? null : line;
  } catch {
    return null;
  }
}
