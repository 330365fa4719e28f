import fs from 'node:fs';
import path from 'node:path';
import { isAlive } from '../../adapters/postgres/embedded/postmaster.ts';

/**
 * Takes the data folder for this process. Two platforms on one folder would write to the same recordings.
 * @returns how to give it back, and whether the last holder was killed, so that its children may still be ending
 * @throws when a living process has it, or when it or its recordings cannot be written
 */
export function takeDataFolder(folder: string): { giveBack: () => void; wasAbandoned: boolean } {
  // Open to look into: the embedded database has a user of its own in it.
  demandWritable(folder, 0o755);
  demandWritable(path.join(folder, 'recordings'), 0o700);
  const file = path.join(folder, 'supervisor.pid');
  const wasAbandoned = fs.existsSync(file);
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
  return { giveBack: () => fs.rmSync(file, { force: true }), wasAbandoned };
}

/** Found out now, and not by the first family whose call may not begin because nothing can be recorded. */
function demandWritable(folder: string, mode: number): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode });
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new Error(
      `${folder} cannot be written (${why}). Give it to the user that runs OpenVisit, or set OPENVISIT_DATA to another folder.`,
      {
        cause,
      },
    );
  }
}
