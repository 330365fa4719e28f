import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { encodeUntaggedHeader, type SealedHeader, TAG_BYTES } from './sealed-format.ts';

/** Length of recording keys, file keys and master keys: AES-256. */
export const KEY_BYTES = 32;

/**
 * The key of one sealed file: HKDF-SHA256 over the recording's key, with the salt in the file's header and the file id as info.
 * A file copied under another id or into another recording therefore does not open.
 */
export function deriveFileKey(recordingKey: Uint8Array, salt: Uint8Array, fileId: string): Buffer {
  if (recordingKey.length !== KEY_BYTES) throw new RangeError(`a recording key has ${KEY_BYTES} bytes`);
  return Buffer.from(hkdfSync('sha256', recordingKey, salt, fileId, KEY_BYTES));
}

/** The whole header, with the tag that only the file's key can make. */
export function sealHeader(fileKey: Uint8Array, fileId: string, salt: Uint8Array): Buffer {
  const untagged = encodeUntaggedHeader(fileId, salt);
  return Buffer.concat([untagged, headerTag(fileKey, untagged)]);
}

/** Whether this header was made with this key: false means a wrong key or a changed header. */
export function headerIsGenuine(fileKey: Uint8Array, header: SealedHeader): boolean {
  return timingSafeEqual(headerTag(fileKey, encodeUntaggedHeader(header.fileId, header.salt)), header.tag);
}

function headerTag(fileKey: Uint8Array, untagged: Buffer): Buffer {
  return createHmac('sha256', fileKey).update(untagged).digest().subarray(0, TAG_BYTES);
}
