import { type FileHandle, open } from 'node:fs/promises';
import { deriveFileKey, headerIsGenuine } from './file-key.ts';
import { openRecord } from './seal-record.ts';
import { recordBytes } from './sealed-format.ts';
import { type Verification, verifyRecords } from './verify-sealed-file.ts';
import { type FileOutline, type RecordEntry, readAt, walkRecords } from './walk-records.ts';

/** What is wrong with a file that cannot be opened or read at all. */
export type SealedFileFailure = 'not-a-sealed-file' | 'wrong-key-or-header' | 'broken-chunk';

/** A sealed file that does not open, or a chunk of it that cannot be trusted. */
export class SealedFileError extends Error {
  readonly failure: SealedFileFailure;
  /** Index of the broken record; -1 stands for the header. */
  readonly brokenChunk: number;
  constructor(failure: SealedFileFailure, brokenChunk = -1) {
    super(brokenChunk < 0 ? `sealed file: ${failure}` : `sealed file: ${failure} ${brokenChunk}`);
    this.name = 'SealedFileError';
    this.failure = failure;
    this.brokenChunk = brokenChunk;
  }
}

export interface PlainChunk {
  readonly index: number;
  /** Where its bytes stand in the plaintext. */
  readonly offset: number;
  readonly length: number;
  readonly atMilliseconds: number;
}

export interface OpenSealedFile {
  readonly fileId: string;
  /** Size of the plaintext in bytes. */
  readonly size: number;
  /** The plaintext's chunks in order, as they were appended. */
  readonly chunks: readonly PlainChunk[];
  /** Whether the closing record is there. A file that was cut by a crash, or still grows, has none. */
  readonly closed: boolean;
  /**
   * Plaintext from `offset`, at most `length` bytes, fewer at the end of the file. Opens only the chunks it needs.
   * @throws SealedFileError `broken-chunk` when a needed chunk was changed: never returns bytes that are not those once sealed.
   */
  read(offset: number, length: number): Promise<Buffer>;
  /** Reads the whole file and checks every byte of it. */
  verify(): Promise<Verification>;
  close(): Promise<void>;
}

/**
 * Opens a sealed file for reading anywhere in it.
 * @throws SealedFileError when it has no header, or the header was not made with this recording's key.
 */
export async function openSealedFile(path: string, recordingKey: Uint8Array): Promise<OpenSealedFile> {
  const handle = await open(path, 'r');
  try {
    const outline = await walkRecords(handle);
    if (outline === null) throw new SealedFileError('not-a-sealed-file');
    const fileKey = deriveFileKey(recordingKey, outline.header.salt, outline.header.fileId);
    if (!headerIsGenuine(fileKey, outline.header)) throw new SealedFileError('wrong-key-or-header');
    return await readerOver(handle, outline, fileKey);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readerOver(handle: FileHandle, outline: FileOutline, fileKey: Buffer): Promise<OpenSealedFile> {
  const { fileId } = outline.header;
  const data = outline.records.filter((record) => record.prefix.kind === 'data');
  const last = data.at(-1)?.prefix;
  const size = last === undefined ? 0 : last.offset + last.length;
  const openEntry = async (entry: RecordEntry): Promise<Buffer | null> =>
    openRecord(
      fileKey,
      { fileId, index: entry.index },
      entry.prefix,
      await readAt(handle, entry.position, recordBytes(entry.prefix.length)),
    );

  // A browser asks for a recording in consecutive ranges that rarely end where a chunk ends.
  let recent: { index: number; bytes: Buffer } | null = null;
  const openChunk = async (entry: RecordEntry): Promise<Buffer> => {
    if (recent?.index === entry.index) return recent.bytes;
    const bytes = await openEntry(entry);
    if (bytes === null) throw new SealedFileError('broken-chunk', entry.index);
    recent = { index: entry.index, bytes };
    return bytes;
  };

  const headEntry = outline.records.findLast((record) => record.prefix.kind === 'head');
  // A broken head is reported by verify(); the recording itself stays readable with the head it began with.
  const head = headEntry === undefined ? null : await openEntry(headEntry);

  return {
    fileId,
    size,
    chunks: data.map(({ index, prefix }) => ({
      index,
      offset: prefix.offset,
      length: prefix.length,
      atMilliseconds: prefix.atMilliseconds,
    })),
    closed: outline.records.at(-1)?.prefix.kind === 'closing' && outline.end === outline.fileBytes,
    async read(offset, length) {
      const from = Math.max(0, offset);
      const to = Math.min(size, from + Math.max(0, length));
      if (from >= to) return Buffer.alloc(0);
      const bytes = Buffer.alloc(to - from);
      for (let at = firstChunkTouching(data, from); at < data.length; at++) {
        const entry = data[at];
        if (entry === undefined || entry.prefix.offset >= to) break;
        const chunk = await openChunk(entry);
        const start = Math.max(from, entry.prefix.offset);
        chunk.copy(bytes, start - from, start - entry.prefix.offset, Math.min(to - entry.prefix.offset, chunk.length));
      }
      if (head !== null && from < head.length) head.copy(bytes, 0, from, Math.min(to, head.length));
      return bytes;
    },
    verify: () => verifyRecords(handle, outline, fileKey),
    close: () => handle.close(),
  };
}

/** Index of the first data record that holds the byte `offset` or comes after it. */
function firstChunkTouching(data: readonly RecordEntry[], offset: number): number {
  let low = 0;
  let high = data.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const prefix = data[middle]?.prefix;
    if (prefix !== undefined && prefix.offset + prefix.length <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
