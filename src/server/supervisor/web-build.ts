import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the pages are built from; the rest of `src` stays on the server. */
const sources = ['web', 'src/contract', 'src/core', 'package-lock.json'];

/** Makes `dist` when it is missing or older than its sources. @returns true when it built */
export async function buildWebIfStale(root: string): Promise<boolean> {
  const startedAt = new Date();
  if (!isStale(root)) return false;
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  try {
    await run(process.execPath, [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'], { cwd: root });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new Error(`The pages could not be built. \`npm run build\` shows more:\n${said.slice(-2_000)}`, { cause: error });
  }
  // As old as the beginning of the build: what changed meanwhile is built next time.
  fs.writeFileSync(stamp(root), '');
  fs.utimesSync(stamp(root), startedAt, startedAt);
  return true;
}

/** True when a source is newer than the last complete build. */
export function isStale(root: string): boolean {
  if (!fs.existsSync(stamp(root))) return true;
  const builtAt = fs.statSync(stamp(root)).mtimeMs;
  return sources.some((source) => newest(path.join(root, source)) > builtAt);
}

function stamp(root: string): string {
  return path.join(root, 'dist/.built');
}

/** Of files alone: a folder is as new as the last file that came or went, and tests let some come and go, while what is imported changes with its file. */
function newest(file: string): number {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found) return 0;
  return found.isDirectory() ? Math.max(0, ...fs.readdirSync(file).map((name) => newest(path.join(file, name)))) : found.mtimeMs;
}
