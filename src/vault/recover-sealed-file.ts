import { type FileHandle, open } from 'node:fs/promises';
import { deriveFileKey, headerIsGenuine } from './file-key.ts';
import { openRecord } from './seal-record.ts';
import { recordBytes } from './sealed-format.ts';
import { continueSealedFile, type SealedFile } from './sealed-writer.ts';
import { hashSealedFile } from './verify-sealed-file.ts';
import { readAt, walkRecords } from './walk-records.ts';

export type Recovery =
  /** The file was complete: nothing was done. */
  | { readonly state: 'complete' }
  /** The crash came before the header was on disk: there is nothing in it. */
  | { readonly state: 'empty'; readonly lostBytes: number }
  /** Made with another key, or its header was changed: left as it is. */
  | { readonly state: 'unknown-key' }
  /** More is unreadable than a crash leaves, so this is damage (a changed length, say): left as it is, for verifySealedFile to locate. */
  | { readonly state: 'damaged'; readonly unreadableBytes: number }
  /** Cut by a crash: whole chunks are kept, an incomplete last one (`lostBytes`) is gone; `file` goes on where they end. */
  | { readonly state: 'recovered'; readonly lostBytes: number; readonly keptChunks: number; readonly file: SealedFile };

/** A crash tears one record, which holds a second of media or less; 1 MiB is a second at 8 Mbit/s. */
const LONGEST_TORN_TAIL = 1024 * 1024;

/**
 * Takes up a sealed file that a crash cut short. The only bytes ever removed are those of an incomplete last record;
 * damage further in is no crash and stays for verifySealedFile to find.
 */
export async function recoverSealedFile(path: string, recordingKey: Uint8Array, durable = false): Promise<Recovery> {
  const reading = await open(path, 'r');
  const found = await inspect(reading, recordingKey).finally(() => reading.close());
  if (found.state !== 'cut') return found;
  const summary = await truncate(path, found.end);
  const appending = await open(path, 'a', 0o600);
  const { fileId, fileKey, end, plainSize, atMilliseconds, lostBytes } = found;
  const file = continueSealedFile(
    appending,
    { fileId, fileKey, chunkHashes: summary, bytesOnDisk: end, plainSize, atMilliseconds },
    durable,
  );
  return { state: 'recovered', lostBytes, keptChunks: summary.length - 1, file };
}

interface CutFile {
  readonly state: 'cut';
  readonly fileId: string;
  readonly fileKey: Buffer;
  readonly end: number;
  readonly plainSize: number;
  readonly atMilliseconds: number;
  readonly lostBytes: number;
}

async function inspect(handle: FileHandle, recordingKey: Uint8Array): Promise<CutFile | Exclude<Recovery, { state: 'recovered' }>> {
  const outline = await walkRecords(handle);
  if (outline === null) return { state: 'empty', lostBytes: (await handle.stat()).size };
  const { fileId, salt } = outline.header;
  const fileKey = deriveFileKey(recordingKey, salt, fileId);
  if (!headerIsGenuine(fileKey, outline.header)) return { state: 'unknown-key' };
  const kept = [...outline.records];
  const last = kept.at(-1);
  if (last?.prefix.kind === 'closing') return { state: 'complete' };
  let { end } = outline;
  if (last !== undefined) {
    // A power failure may leave a last record of the right length with blocks that never reached the disk.
    const sealed = await readAt(handle, last.position, recordBytes(last.prefix.length));
    if (openRecord(fileKey, { fileId, index: last.index }, last.prefix, sealed) === null) {
      kept.pop();
      end = last.position;
    }
  }
  const lostBytes = outline.fileBytes - end;
  if (lostBytes > LONGEST_TORN_TAIL) return { state: 'damaged', unreadableBytes: lostBytes };
  const data = kept.findLast((record) => record.prefix.kind === 'data')?.prefix;
  return {
    state: 'cut',
    fileId,
    fileKey,
    end,
    plainSize: data === undefined ? 0 : data.offset + data.length,
    atMilliseconds: kept.at(-1)?.prefix.atMilliseconds ?? 0,
    lostBytes,
  };
}

async function truncate(path: string, end: number): Promise<string[]> {
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(end);
  } finally {
    await handle.close();
  }
  const hashed = await hashSealedFile(path);
  if (hashed === null) throw new Error('a recovered file lost its header');
  return hashed.chunkHashes;
}
