import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Journal, openJournal, readJournal } from './journal.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import { recoverFile } from './recover-file.ts';

/** What a recording is called and sealed with; written first of all. */
export interface RecordingHead {
  readonly recordingId: string;
  readonly roomName: string;
  readonly wrappedKey: string;
  readonly keyId: string | null;
  readonly identities: readonly string[];
}

/** A recording's folder: its journal, and the files a crash left behind made whole. */
export interface RecordingStore {
  readonly journal: Journal;
  /** Adds a finished file to the manifest. */
  addFile(file: ManifestFile): Promise<void>;
  /** Takes up files that were begun and never ended; none may be written meanwhile. A failure closes the journal: open the store again. */
  recover(recordingKey: Uint8Array | null): Promise<void>;
  /** Writes `manifest.json` and closes the journal, also when it fails. */
  finish(): Promise<Manifest>;
}

/** Opens a recording's folder inside `root`; one that is there already is gone on with. */
export async function openRecordingStore(root: string, head: RecordingHead): Promise<RecordingStore> {
  const folder = join(root, head.recordingId);
  const before = await readJournal(folder);
  const journal = await openJournal(folder);
  const orClose = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      await journal.close();
      throw error;
    }
  };
  await orClose(async () => {
    if (before?.begun === null || before === null) await journal.add({ type: 'begun', ...head, at: new Date().toISOString() });
  });

  const addFile = (file: ManifestFile): Promise<void> => journal.add({ type: 'file-ended', file });
  return {
    journal,
    addFile,
    recover: (recordingKey) =>
      orClose(async () => {
        const state = await readJournal(folder);
        for (const entry of state?.open ?? []) {
          const file = await recoverFile(root, entry, recordingKey);
          if (file !== null) await addFile(file);
        }
      }),
    async finish() {
      try {
        const manifest = await readManifest(root, head.recordingId);
        if (manifest === null) throw new Error('the journal of this recording is gone');
        const target = join(folder, 'manifest.json');
        await writeFile(`${target}.new`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
        await rename(`${target}.new`, target);
        // Last, so that a recording whose manifest could not be written is not taken for finished.
        await journal.add({ type: 'finished', at: new Date().toISOString() });
        return manifest;
      } finally {
        await journal.close();
      }
    },
  };
}

/** The manifest as the journal tells it, files in the order of their start; null when there is no such recording. */
export async function readManifest(root: string, recordingId: string): Promise<Manifest | null> {
  const state = await readJournal(join(root, recordingId));
  if (state?.begun === null || state === null) return null;
  const { roomName, wrappedKey, keyId } = state.begun;
  const files = state.ended.toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
  return { version: 1, recordingId, roomName, wrappedKey, keyId, files };
}
