import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestFile } from './manifest.ts';

/** One line of a recording's journal. Lines are only ever added, so that a crash loses none that was written. */
export type JournalEntry =
  | {
      readonly type: 'begun';
      readonly recordingId: string;
      readonly roomName: string;
      readonly wrappedKey: string;
      readonly keyId: string | null;
      readonly identities: readonly string[];
      readonly at: string;
    }
  | { readonly type: 'file-begun'; readonly fileId: string; readonly identity: string; readonly path: string; readonly startedAt: string }
  | { readonly type: 'file-ended'; readonly file: ManifestFile }
  | { readonly type: 'finished'; readonly at: string };

/** What a journal amounts to. */
export interface JournalState {
  readonly begun: Extract<JournalEntry, { type: 'begun' }> | null;
  readonly ended: readonly ManifestFile[];
  /** Files begun and not ended: being written, or cut by a crash. */
  readonly open: readonly Extract<JournalEntry, { type: 'file-begun' }>[];
  readonly finished: boolean;
}

export interface Journal {
  /** Adds a line; resolves when it is on disk. */
  add(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}

const FILE_NAME = 'journal.jsonl';

/** Opens the journal in a recording's folder, making both if needed. */
export async function openJournal(folder: string): Promise<Journal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle: FileHandle = await open(join(folder, FILE_NAME), 'a', 0o600);
  // A crash may have left a line without its end; a new line then starts the next entry.
  if ((await handle.stat()).size > 0) await handle.writeFile('\n');
  let tail: Promise<void> = Promise.resolve();
  return {
    add(entry) {
      const written = tail.then(async () => {
        await handle.writeFile(`${JSON.stringify(entry)}\n`);
        await handle.datasync();
      });
      tail = written.catch(() => undefined);
      return written;
    },
    async close() {
      await tail;
      await handle.close();
    },
  };
}

/** Reads the journal of a recording's folder; null when there is none. A torn line is left out. */
export async function readJournal(folder: string): Promise<JournalState | null> {
  let content: string;
  try {
    content = await readFile(join(folder, FILE_NAME), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const entries = content.split('\n').flatMap(readLine);
  const ended = entries.flatMap((entry) => (entry.type === 'file-ended' ? [entry.file] : []));
  return {
    begun: entries.find((entry) => entry.type === 'begun') ?? null,
    ended,
    open: entries.flatMap((entry) => (entry.type === 'file-begun' && !ended.some(({ fileId }) => fileId === entry.fileId) ? [entry] : [])),
    finished: entries.at(-1)?.type === 'finished',
  };
}

function readLine(line: string): JournalEntry[] {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null && 'type' in entry ? [entry as JournalEntry] : [];
  } catch {
    return [];
  }
}
