import { randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { chunkHash, fileHash } from './file-hash.ts';
import { deriveFileKey, sealHeader } from './file-key.ts';
import { sealRecord } from './seal-record.ts';
import { type RecordKind, SALT_BYTES } from './sealed-format.ts';

export interface SealedFileOptions {
  readonly fileId: string;
  /** The recording's key; the file's own key is derived from it. */
  readonly recordingKey: Uint8Array;
  /** Wait for the disk (fdatasync) at every chunk, so that a power failure loses no more than a crash. Default false. */
  readonly durable?: boolean;
}

export interface SealedFileSummary {
  /** See fileHash. */
  readonly hash: string;
  /** The header's hash first, then one a record; the closing record's last. */
  readonly chunkHashes: readonly string[];
  /** Size on disk. */
  readonly bytes: number;
  /** Records, the closing one included. */
  readonly chunkCount: number;
}

/** A sealed file being written. Calls may overlap; they are carried out in order. After a failed write every later call fails too. */
export interface SealedFile {
  readonly fileId: string;
  /** Bytes that have reached the disk so far. */
  readonly bytesOnDisk: number;
  /** Plaintext bytes given so far, the re-issued head not counted. */
  readonly plainSize: number;
  /** Seals and writes one chunk; resolves when it is on disk. `atMilliseconds` is the media time at its start. */
  append(bytes: Uint8Array, atMilliseconds?: number): Promise<void>;
  /** Re-issues the first bytes of the plaintext; must not be longer than what was appended. */
  sealHead(bytes: Uint8Array): Promise<void>;
  /** Writes the closing record and closes the file. Idempotent. */
  close(): Promise<SealedFileSummary>;
  /** Closes the handle and writes nothing more: the file stays as after a crash, to be recovered. */
  abandon(): Promise<void>;
}

/** State a writer goes on from: that of a new file, or of a recovered one. */
export interface WriterState {
  readonly fileId: string;
  readonly fileKey: Uint8Array;
  readonly chunkHashes: string[];
  readonly bytesOnDisk: number;
  readonly plainSize: number;
  readonly atMilliseconds: number;
}

/** Creates a sealed file and writes its header. Fails if the path exists: sealed files are never overwritten. */
export async function createSealedFile(path: string, options: SealedFileOptions): Promise<SealedFile> {
  const salt = randomBytes(SALT_BYTES);
  const fileKey = deriveFileKey(options.recordingKey, salt, options.fileId);
  const header = sealHeader(fileKey, options.fileId, salt);
  const handle = await open(path, 'ax', 0o600);
  await handle.writeFile(header);
  const state = {
    fileId: options.fileId,
    fileKey,
    chunkHashes: [chunkHash(header)],
    bytesOnDisk: header.length,
    plainSize: 0,
    atMilliseconds: 0,
  };
  return continueSealedFile(handle, state, options.durable ?? false);
}

/** A writer over an open handle that stands at the end of a sealed file. */
export function continueSealedFile(handle: FileHandle, state: WriterState, durable: boolean): SealedFile {
  const { fileId, fileKey, chunkHashes } = state;
  let { bytesOnDisk, plainSize, atMilliseconds } = state;
  let tail: Promise<unknown> = Promise.resolve();
  let closing: Promise<SealedFileSummary> | null = null;

  const enqueue = (kind: RecordKind, offset: number, bytes: Uint8Array, at = atMilliseconds): Promise<void> => {
    const written = tail.then(async () => {
      const sealed = sealRecord(fileKey, { fileId, index: chunkHashes.length - 1 }, { kind, offset, atMilliseconds: at, bytes });
      await handle.writeFile(sealed);
      if (durable) await handle.datasync();
      chunkHashes.push(chunkHash(sealed));
      bytesOnDisk += sealed.length;
    });
    tail = written;
    // The caller sees the failure; without this the chain itself would count as an unhandled rejection.
    written.catch(() => undefined);
    return written;
  };

  return {
    fileId,
    get bytesOnDisk() {
      return bytesOnDisk;
    },
    get plainSize() {
      return plainSize;
    },
    append(bytes, at = atMilliseconds) {
      if (closing !== null) return Promise.reject(new Error('the sealed file is closed'));
      atMilliseconds = Math.max(0, Math.floor(at));
      const offset = plainSize;
      plainSize += bytes.length;
      return enqueue('data', offset, bytes);
    },
    sealHead(bytes) {
      if (closing !== null) return Promise.reject(new Error('the sealed file is closed'));
      if (bytes.length > plainSize) return Promise.reject(new RangeError('the head is longer than the file'));
      return enqueue('head', 0, bytes);
    },
    close() {
      closing ??= enqueue('closing', plainSize, new Uint8Array(0))
        .finally(() => handle.close())
        .then(() => ({
          hash: fileHash(chunkHashes),
          chunkHashes: [...chunkHashes],
          bytes: bytesOnDisk,
          chunkCount: chunkHashes.length - 1,
        }));
      return closing;
    },
    async abandon() {
      await tail.catch(() => undefined);
      if (closing === null) await handle.close();
    },
  };
}
