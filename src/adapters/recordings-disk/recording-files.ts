import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Integrity, RecordingFiles } from '../../ports/recording-files.ts';
import { openSealedFile, SealedFileError } from '../../vault/sealed-reader.ts';
import { type Verification, verifySealedFile } from '../../vault/verify-sealed-file.ts';

/** Verdicts kept, so that a browser's many small ranges do not check a long file again and again. */
const REMEMBERED = 200;

/** Sealed files in a folder of this machine, as the recorder writes them. */
export function diskRecordingFiles(folder: string): RecordingFiles {
  const verdicts = new Map<string, Promise<Verification>>();

  /** The verdict of a file that has not changed since; size and time of the last change stand for its content. */
  const verify = async (file: string, key: Buffer): Promise<Verification> => {
    const { size, mtimeMs } = await stat(file);
    const name = `${file}\n${size}\n${mtimeMs}`;
    const known = verdicts.get(name);
    if (known) return known;
    const verdict = verifySealedFile(file, key);
    verdicts.set(name, verdict);
    verdict.catch(() => verdicts.delete(name));
    const oldest = verdicts.keys().next();
    if (verdicts.size > REMEMBERED && !oldest.done) verdicts.delete(oldest.value);
    return verdict;
  };

  return {
    async check(relative, key, manifestHash) {
      const file = inside(folder, relative);
      const size = await stat(file).then(
        (stats) => stats.size,
        () => null,
      );
      if (size === null) return { intact: false, brokenAtSecond: null, reason: 'missing' };
      // An investigator asks what holds now: never a remembered verdict.
      return judge(await verifySealedFile(file, Buffer.from(key, 'base64')), manifestHash);
    },
    async open(relative, key) {
      const file = inside(folder, relative);
      const secret = Buffer.from(key, 'base64');
      try {
        const verdict = await verify(file, secret);
        const opened = await openSealedFile(file, secret);
        const size = verdict.ok ? opened.size : Math.min(opened.size, verdict.trustedPlainBytes);
        if (size > 0) return { size, read: (offset, length) => opened.read(offset, Math.min(length, size - offset)), close: opened.close };
        await opened.close();
        return null;
      } catch (error) {
        if (error instanceof SealedFileError || isMissing(error)) return null;
        throw error;
      }
    },
  };
}

function judge(verdict: Verification, manifestHash: string): Integrity {
  if (!verdict.ok) {
    const place = verdict.damage === 'header' ? null : verdict.trustedUntilMilliseconds / 1000;
    return { intact: false, brokenAtSecond: place, reason: verdict.damage };
  }
  return verdict.hash === manifestHash ? { intact: true } : { intact: false, brokenAtSecond: null, reason: 'other-file' };
}

/** Paths come from a manifest that a process of ours wrote; one that leads out of the folder is not believed all the same. */
function inside(folder: string, relative: string): string {
  const file = path.resolve(folder, relative);
  if (!file.startsWith(path.resolve(folder) + path.sep)) throw new Error('a path of a manifest leads out of the folder of recordings');
  return file;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
