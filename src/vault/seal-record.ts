import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  additionalData,
  encodeRecordPrefix,
  NONCE_BYTES,
  RECORD_PREFIX_BYTES,
  type RecordKind,
  type RecordPrefix,
  TAG_BYTES,
} from './sealed-format.ts';

/** Where a record stands and what it is; `index` counts records from 0, the header not among them. */
export interface RecordPlace {
  readonly fileId: string;
  readonly index: number;
}

export interface PlainRecord {
  readonly kind: RecordKind;
  readonly offset: number;
  readonly atMilliseconds: number;
  readonly bytes: Uint8Array;
}

/** Seals one record with AES-256-GCM under a fresh random nonce; returns the bytes to append to the file. */
export function sealRecord(fileKey: Uint8Array, place: RecordPlace, record: PlainRecord): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const { kind, offset, atMilliseconds, bytes } = record;
  const prefix = encodeRecordPrefix({ kind, offset, atMilliseconds, length: bytes.length, nonce });
  const cipher = createCipheriv('aes-256-gcm', fileKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(place.fileId, place.index, prefix));
  return Buffer.concat([prefix, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Opens one whole sealed record; null when it was changed, belongs elsewhere or the key is another. */
export function openRecord(fileKey: Uint8Array, place: RecordPlace, prefix: RecordPrefix, sealed: Buffer): Buffer | null {
  if (sealed.length !== RECORD_PREFIX_BYTES + prefix.length + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', fileKey, prefix.nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(additionalData(place.fileId, place.index, sealed.subarray(0, RECORD_PREFIX_BYTES)));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const opened = decipher.update(sealed.subarray(RECORD_PREFIX_BYTES, sealed.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return opened;
}
