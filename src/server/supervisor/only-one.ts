import fs from 'node:fs';
import path from 'node:path';
import { isAlive } from '../../adapters/postgres/embedded/postmaster.ts';

/**
 * Takes the data folder for this process. Two platforms on one folder would write to the same recordings.
 * @returns a function that gives it back
 * @throws when a living process has it
 */
export function takeDataFolder(folder: string): () => void {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'supervisor.pid');
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    const holder = Number(fs.readFileSync(file, 'utf8'));
    if (holder > 0 && holder !== process.pid && isAlive(holder))
      throw new Error(
        `OpenVisit already runs on ${folder} (process ${holder}). End it with Ctrl-C where it was started, or set OPENVISIT_DATA to another folder.`,
      );
    fs.writeFileSync(file, String(process.pid));
  }
  return () => fs.rmSync(file, { force: true });
}
