import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** How answers are kept for repeated requests: a PIN or a code among them must not be read in the database, and no password guessed from a hash. */
export interface KeptAnswers {
  /** A keyed hash of what was asked, to tell whether a repeated request is the same. */
  hashOf(request: unknown): string;
  seal(body: unknown): string;
  /** @throws Error for what was sealed under another secret or changed since */
  open(sealed: string): unknown;
}

/** @param secret of this installation; while it stays the same, kept answers can be opened by every process */
export function keptAnswers(secret: string): KeptAnswers {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `openvisit kept answers: ${purpose}`, 32));
  const [hashKey, sealKey] = [keyFor('hash'), keyFor('seal')];
  return {
    hashOf: (request) => createHmac('sha256', hashKey).update(JSON.stringify(request)).digest('hex'),
    seal(body) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      const text = Buffer.concat([cipher.update(JSON.stringify(body), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const cipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]);
      return JSON.parse(text.toString('utf8'));
    },
  };
}
