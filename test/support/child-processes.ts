import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

export interface ChildProcessOnMachine {
  readonly pid: number;
  readonly command: string;
}

/** Every child of a process: from /proc, which needs no program of the machine; where there is none, from `ps`. */
export function childrenOf(parent: number): ChildProcessOnMachine[] {
  return process.platform === 'linux' ? fromProc(parent) : fromPs(parent);
}

function fromProc(parent: number): ChildProcessOnMachine[] {
  const pids = fs.readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number);
  return pids.map((pid) => ({ pid, command: fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }));
}

function fromPs(parent: number): ChildProcessOnMachine[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) => (found && Number(found[2]) === parent ? [{ pid: Number(found[1]), command: found[3] ?? '' }] : []));
}
