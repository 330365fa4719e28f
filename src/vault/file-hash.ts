import { createHash } from 'node:crypto';

/** SHA-256 of one sealed piece (the header, or one whole record as it lies on disk), as lower-case hex. */
export function chunkHash(sealed: Uint8Array): string {
  return createHash('sha256').update(sealed).digest('hex');
}

/**
 * The hash of a sealed file: SHA-256 over the raw chunk hashes in file order, the header's first.
 * Needs no key, so anybody can check a file against a manifest; and one chunk can be checked without the rest.
 */
export function fileHash(chunkHashes: readonly string[]): string {
  const whole = createHash('sha256');
  for (const hash of chunkHashes) whole.update(Buffer.from(hash, 'hex'));
  return whole.digest('hex');
}
