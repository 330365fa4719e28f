import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ClusterHome } from './cluster-home.ts';
import type { Operator } from './operator.ts';
import { isAlive } from './postmaster.ts';

const run = promisify(execFile);
const draftPrefix = 'data-draft-';

/**
 * Makes the cluster's data folder if there is none. It is made beside its place and renamed when complete, so that of two
 * starts at once only one's is used, and a start that is killed halfway leaves nothing that looks like a database.
 */
export async function initializeCluster(home: ClusterHome, binaries: string, operator: Operator, ephemeral: boolean): Promise<void> {
  if (fs.existsSync(home.data)) return;
  removeAbandonedDrafts(home.folder);
  const draft = path.join(home.folder, `${draftPrefix}${process.pid}-${randomBytes(4).toString('hex')}`);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']; // the same sort order on every machine
  const sync = ephemeral ? ['--no-sync'] : [];
  await run(path.join(binaries, 'bin/initdb'), ['-D', draft, '-U', 'postgres', '-A', 'trust', ...locale, ...sync], {
    ...operator.ids,
    cwd: '/',
  });
  try {
    fs.renameSync(draft, home.data);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(home.data)) throw error;
  }
}

function removeAbandonedDrafts(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const maker = Number(/^data-draft-(\d+)-/.exec(name)?.[1]);
    if (maker > 0 && !isAlive(maker)) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}
