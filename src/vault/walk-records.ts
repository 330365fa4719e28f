import type { FileHandle } from 'node:fs/promises';
import {
  decodeHeader,
  decodeRecordPrefix,
  headerBytes,
  RECORD_PREFIX_BYTES,
  type RecordPrefix,
  recordBytes,
  type SealedHeader,
} from './sealed-format.ts';

export interface RecordEntry {
  readonly index: number;
  /** Byte of the file at which the record begins. */
  readonly position: number;
  readonly prefix: RecordPrefix;
}

export interface FileOutline {
  readonly header: SealedHeader;
  /** Records that are wholly there, in file order; not yet checked against the key. */
  readonly records: readonly RecordEntry[];
  /** Byte after the last whole record. Smaller than `fileBytes` when something follows that is no whole record. */
  readonly end: number;
  readonly fileBytes: number;
}

/** Longest header: a file id of 200 bytes. */
const LONGEST_HEADER = 300;

/** Reads the outline of a sealed file, prefixes only; needs no key. Null when it does not begin with a header. */
export async function walkRecords(handle: FileHandle): Promise<FileOutline | null> {
  const fileBytes = (await handle.stat()).size;
  const header = decodeHeader(await readAt(handle, 0, Math.min(LONGEST_HEADER, fileBytes)));
  if (header === null) return null;
  const records: RecordEntry[] = [];
  let end = headerBytes(header.fileId);
  while (end < fileBytes) {
    const prefix = decodeRecordPrefix(await readAt(handle, end, RECORD_PREFIX_BYTES));
    if (prefix === null || end + recordBytes(prefix.length) > fileBytes) break;
    records.push({ index: records.length, position: end, prefix });
    end += recordBytes(prefix.length);
  }
  return { header, records, end, fileBytes };
}

/** Reads up to `length` bytes at `position`; fewer only where the file ends. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
