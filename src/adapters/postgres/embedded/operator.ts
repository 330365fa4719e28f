import fs from 'node:fs';
import path from 'node:path';

/** Who runs the database server: PostgreSQL refuses root, so root lends it to the system's least powerful user. */
export interface Operator {
  /** Present only when it differs from us; fits the options of `spawn`. */
  ids: { uid: number; gid: number } | Record<string, never>;
}

/** `nobody` and `nogroup` on every Linux we know of; initdb insists on a user that the password file names. */
const nobody = 65_534;

export function operator(): Operator {
  return { ids: process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {} };
}

/** True when the server runs as somebody else than we do. */
export function isLent({ ids }: Operator): boolean {
  return ids.uid !== undefined;
}

/** Makes a folder that only the operator (and root) can enter, if it is not there. */
export function makePrivateFolder(folder: string, { ids }: Operator): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.chmodSync(folder, 0o700);
  if (ids.uid !== undefined) fs.chownSync(folder, ids.uid, ids.gid);
}

/** Where root keeps what the operator must reach. Root-owned, so that no local user can plant anything there beforehand. */
const systemFolder = '/var/lib/openvisit';

/**
 * The system folder, made if needed.
 * @throws when somebody else than root could have written in it
 */
export function safeSystemFolder(): string {
  fs.mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  const { uid, mode } = fs.lstatSync(systemFolder);
  const isFolder = fs.lstatSync(systemFolder).isDirectory();
  if (!isFolder || uid !== 0 || (mode & 0o022) !== 0)
    throw new Error(
      `${systemFolder} must be a folder that belongs to root and that nobody else may write to. Mend or remove it, or set DATABASE_URL.`,
    );
  return systemFolder;
}

/** True when every folder on the way lets strangers pass, so that the operator can reach what lies there. */
export function isOpenToOthers(folder: string): boolean {
  const real = fs.realpathSync(folder);
  return ancestors(real).every((one) => (fs.statSync(one).mode & 0o001) !== 0);
}

function ancestors(folder: string): string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
}
