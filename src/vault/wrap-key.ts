import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KEY_BYTES } from './file-key.ts';
import { NONCE_BYTES, TAG_BYTES } from './sealed-format.ts';

const VERSION = 'ovkey1';

/** A key of the app that wraps recording keys. Its id travels with every wrapped key, so that master keys can be rotated. */
export interface MasterKey {
  /** Letters, digits, `-` and `_` only. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export type WrapFailure = 'malformed' | 'unknown-master-key' | 'does-not-open';

/** A wrapped key that cannot be unwrapped; `failure` says why. */
export class WrappedKeyError extends Error {
  readonly failure: WrapFailure;
  constructor(failure: WrapFailure) {
    super(`wrapped key: ${failure}`);
    this.name = 'WrappedKeyError';
    this.failure = failure;
  }
}

/** A fresh random key for one recording. */
export function newRecordingKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/**
 * Wraps a recording's key: `ovkey1.<master key id>.<base64url of nonce, ciphertext, tag>`, AES-256-GCM.
 * The recording's id is bound in, so a wrapped key moved to another recording does not open.
 */
export function wrapKey(recordingKey: Uint8Array, master: MasterKey, recordingId: string): string {
  if (recordingKey.length !== KEY_BYTES || master.key.length !== KEY_BYTES) throw new RangeError(`keys have ${KEY_BYTES} bytes`);
  if (!/^[\w-]{1,64}$/.test(master.id)) throw new RangeError('a master key id has 1 to 64 letters, digits, - or _');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', master.key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(master.id, recordingId));
  const sealed = Buffer.concat([nonce, cipher.update(recordingKey), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${master.id}.${sealed.toString('base64url')}`;
}

/** The id of the master key that wrapped this key, or null when the text is no wrapped key. */
export function wrappedKeyId(wrapped: string): string | null {
  return split(wrapped)?.id ?? null;
}

/**
 * Unwraps a recording's key with whichever of the given master keys wrapped it.
 * @throws WrappedKeyError when the text is malformed, its master key is not among those given, or it does not open.
 */
export function unwrapKey(wrapped: string, masters: readonly MasterKey[], recordingId: string): Buffer {
  const parts = split(wrapped);
  if (parts === null) throw new WrappedKeyError('malformed');
  const master = masters.find((candidate) => candidate.id === parts.id);
  if (master === undefined) throw new WrappedKeyError('unknown-master-key');
  const { sealed } = parts;
  const decipher = createDecipheriv('aes-256-gcm', master.key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(master.id, recordingId));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const key = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    throw new WrappedKeyError('does-not-open');
  }
  return key;
}

function split(wrapped: string): { id: string; sealed: Buffer } | null {
  const match = /^ovkey1\.([\w-]{1,64})\.([\w-]+)$/.exec(wrapped);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const sealed = Buffer.from(match[2], 'base64url');
  return sealed.length === NONCE_BYTES + KEY_BYTES + TAG_BYTES ? { id: match[1], sealed } : null;
}

function boundTo(masterId: string, recordingId: string): Buffer {
  return Buffer.from(`${VERSION}\n${masterId}\n${recordingId}`, 'utf8');
}
