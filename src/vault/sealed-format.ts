/**
 * The layout of a sealed file, version 1: a header, then records, one after the other, nothing ever changed in place.
 * docs/recording.md describes the same bytes for people who verify a recording without this program.
 */

/** First eight bytes of every sealed file. */
const MAGIC = 'OVSEAL1\n';
export const SALT_BYTES = 32;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
/** Bytes of a file id in UTF-8, at most. */
const LONGEST_FILE_ID = 200;
/** kind (1) + plaintext length (4) + plaintext offset (8) + media time (4) + nonce (12). */
export const RECORD_PREFIX_BYTES = 1 + 4 + 8 + 4 + NONCE_BYTES;
/** Longest plaintext of one record; a damaged length field must not make a reader allocate gigabytes. */
const LONGEST_PLAINTEXT = 16 * 1024 * 1024;

const KIND_CODES = { data: 1, head: 2, closing: 3 } as const;

/** data: the next plaintext bytes · head: replaces the first bytes of the plaintext · closing: the file is complete. */
export type RecordKind = keyof typeof KIND_CODES;

export interface SealedHeader {
  readonly fileId: string;
  /** Random, per file; the file's key is derived with it. */
  readonly salt: Uint8Array;
  /** Keyed check of the header's other bytes. */
  readonly tag: Uint8Array;
}

export interface RecordPrefix {
  readonly kind: RecordKind;
  /** Plaintext bytes sealed in this record. */
  readonly length: number;
  /** data: where these bytes belong in the plaintext · head: 0 · closing: the plaintext's whole size. */
  readonly offset: number;
  /** Media time at the start of this record, so that damage can be shown as a moment of the recording. */
  readonly atMilliseconds: number;
  readonly nonce: Uint8Array;
}

/** Size on disk of a header for this file id, in bytes. */
export function headerBytes(fileId: string): number {
  return MAGIC.length + SALT_BYTES + 2 + Buffer.byteLength(fileId) + TAG_BYTES;
}

/** Size on disk of a record that seals `length` plaintext bytes. */
export function recordBytes(length: number): number {
  return RECORD_PREFIX_BYTES + length + TAG_BYTES;
}

/** The header without its tag: magic, salt, length of the file id (2 bytes, big endian), file id in UTF-8. */
export function encodeUntaggedHeader(fileId: string, salt: Uint8Array): Buffer {
  const id = Buffer.from(fileId, 'utf8');
  if (id.length === 0 || id.length > LONGEST_FILE_ID) throw new RangeError(`a file id has 1 to ${LONGEST_FILE_ID} bytes`);
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  const idLength = Buffer.alloc(2);
  idLength.writeUInt16BE(id.length);
  return Buffer.concat([Buffer.from(MAGIC, 'latin1'), salt, idLength, id]);
}

/** Reads a header from the first bytes of a file; null when they are none (a file id that no header is made with) or too few. */
export function decodeHeader(start: Buffer): SealedHeader | null {
  const fixed = MAGIC.length + SALT_BYTES + 2;
  if (start.length < fixed || start.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const idLength = start.readUInt16BE(fixed - 2);
  const end = fixed + idLength;
  if (start.length < end + TAG_BYTES) return null;
  const fileId = start.toString('utf8', fixed, end);
  // Bytes that are no UTF-8 become others when they are read, also more of them.
  if (idLength === 0 || idLength > LONGEST_FILE_ID || !Buffer.from(fileId).equals(start.subarray(fixed, end))) return null;
  return {
    salt: start.subarray(MAGIC.length, MAGIC.length + SALT_BYTES),
    fileId,
    tag: start.subarray(end, end + TAG_BYTES),
  };
}

/** All numbers big endian. */
export function encodeRecordPrefix(prefix: RecordPrefix): Buffer {
  if (prefix.length > LONGEST_PLAINTEXT) throw new RangeError(`a record holds at most ${LONGEST_PLAINTEXT} bytes`);
  const bytes = Buffer.alloc(RECORD_PREFIX_BYTES);
  bytes[0] = KIND_CODES[prefix.kind];
  bytes.writeUInt32BE(prefix.length, 1);
  bytes.writeBigUInt64BE(BigInt(prefix.offset), 5);
  bytes.writeUInt32BE(prefix.atMilliseconds, 13);
  bytes.set(prefix.nonce, 17);
  return bytes;
}

/** Reads a record's prefix; null when the bytes cannot be one (a damaged kind or length, or the file ends). */
export function decodeRecordPrefix(bytes: Buffer): RecordPrefix | null {
  if (bytes.length < RECORD_PREFIX_BYTES) return null;
  const kind = kindOf(bytes[0]);
  const length = bytes.readUInt32BE(1);
  const offset = Number(bytes.readBigUInt64BE(5));
  if (kind === null || length > LONGEST_PLAINTEXT || !Number.isSafeInteger(offset)) return null;
  return { kind, length, offset, atMilliseconds: bytes.readUInt32BE(13), nonce: bytes.subarray(17, RECORD_PREFIX_BYTES) };
}

/** What a record's seal covers besides its content: the file it belongs to, its place in it, and its own prefix. */
export function additionalData(fileId: string, index: number, prefix: Buffer): Buffer {
  const place = Buffer.alloc(4);
  place.writeUInt32BE(index);
  return Buffer.concat([Buffer.from(`${MAGIC}${fileId}\n`, 'utf8'), place, prefix]);
}

function kindOf(code: number | undefined): RecordKind | null {
  switch (code) {
    case KIND_CODES.data:
      return 'data';
    case KIND_CODES.head:
      return 'head';
    case KIND_CODES.closing:
      return 'closing';
    default:
      return null;
  }
}
