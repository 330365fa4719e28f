import { type FileHandle, open } from 'node:fs/promises';
import { chunkHash, fileHash } from './file-hash.ts';
import { deriveFileKey, headerIsGenuine } from './file-key.ts';
import { openRecord } from './seal-record.ts';
import { headerBytes, recordBytes } from './sealed-format.ts';
import { type FileOutline, readAt, walkRecords } from './walk-records.ts';

/**
 * header: the file does not begin as it did (or the key is another) · changed: a record is not the one once sealed in that place
 * (a flipped bit, a record moved, doubled or left out) · cut: the end is missing · trailing: bytes follow the closing record.
 */
export type Damage = 'header' | 'changed' | 'cut' | 'trailing';

export type Verification =
  | { readonly ok: true; readonly hash: string; readonly chunkCount: number }
  | {
      readonly ok: false;
      readonly damage: Damage;
      /** Index of the first record that cannot be trusted, counted from 0; -1 is the header. */
      readonly brokenChunk: number;
      /** Byte of the sealed file at which that record begins. */
      readonly brokenAtOffset: number;
      /** Plaintext byte before which all is as it was sealed. */
      readonly trustedPlainBytes: number;
      /** Media time of the last record that is as it was sealed: the damage is after it. */
      readonly trustedUntilMilliseconds: number;
    };

/** Checks a whole sealed file with the recording's key; never throws for damage, whatever the bytes are. */
export async function verifySealedFile(path: string, recordingKey: Uint8Array): Promise<Verification> {
  const handle = await open(path, 'r');
  try {
    const outline = await walkRecords(handle);
    if (outline === null) return headerDamage;
    const fileKey = deriveFileKey(recordingKey, outline.header.salt, outline.header.fileId);
    return await verifyRecords(handle, outline, fileKey);
  } finally {
    await handle.close();
  }
}

const headerDamage: Verification = {
  ok: false,
  damage: 'header',
  brokenChunk: -1,
  brokenAtOffset: 0,
  trustedPlainBytes: 0,
  trustedUntilMilliseconds: 0,
};

/** Checks every record of an outline in order, up to the first that is wrong. */
export async function verifyRecords(handle: FileHandle, outline: FileOutline, fileKey: Uint8Array): Promise<Verification> {
  const { header, records, end, fileBytes } = outline;
  if (!headerIsGenuine(fileKey, header)) return headerDamage;
  const hashes = [chunkHash(await readAt(handle, 0, headerBytes(header.fileId)))];
  let plainBytes = 0;
  let milliseconds = 0;
  const broken = (damage: Damage, brokenChunk: number, brokenAtOffset: number): Verification => ({
    ok: false,
    damage,
    brokenChunk,
    brokenAtOffset,
    trustedPlainBytes: plainBytes,
    trustedUntilMilliseconds: milliseconds,
  });

  for (const { index, position, prefix } of records) {
    const sealed = await readAt(handle, position, recordBytes(prefix.length));
    if (openRecord(fileKey, { fileId: header.fileId, index }, prefix, sealed) === null) return broken('changed', index, position);
    hashes.push(chunkHash(sealed));
    milliseconds = prefix.atMilliseconds;
    if (prefix.kind === 'data') plainBytes += prefix.length;
    if (prefix.kind === 'closing') {
      const after = position + recordBytes(prefix.length);
      if (after < fileBytes) return broken('trailing', index + 1, after);
      return { ok: true, hash: fileHash(hashes), chunkCount: hashes.length - 1 };
    }
  }
  return broken('cut', records.length, end);
}

/**
 * The chunk hashes of a file as it lies on disk, the header's first, and the file hash over them; needs no key.
 * Null when the file has no header. A tail that is no whole record counts as one more piece, so that it changes the hash.
 */
export async function hashSealedFile(path: string): Promise<{ hash: string; chunkHashes: string[]; bytes: number } | null> {
  const handle = await open(path, 'r');
  try {
    const outline = await walkRecords(handle);
    if (outline === null) return null;
    const chunkHashes = [chunkHash(await readAt(handle, 0, headerBytes(outline.header.fileId)))];
    for (const { position, prefix } of outline.records)
      chunkHashes.push(chunkHash(await readAt(handle, position, recordBytes(prefix.length))));
    if (outline.end < outline.fileBytes) chunkHashes.push(chunkHash(await readAt(handle, outline.end, outline.fileBytes - outline.end)));
    return { hash: fileHash(chunkHashes), chunkHashes, bytes: outline.fileBytes };
  } finally {
    await handle.close();
  }
}
