import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { OpaqueTokens } from '../../ports/opaque-tokens.ts';

/** Crockford's base 32: no I, L, O, U. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 8;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
/** Read out over a phone, I and L sound like nothing but look like 1, O like 0. */
const hashOfCode = (code: string): string =>
  hashOf(
    code
      .toUpperCase()
      .replaceAll(/[^0-9A-Z]/g, '')
      .replaceAll(/[IL]/g, '1')
      .replaceAll('O', '0'),
  );

/** Tokens from the machine's random source, kept as SHA-256: enough for secrets that nobody can guess. */
export const randomTokens: OpaqueTokens = {
  hashOf,
  hashOfCode,
  next() {
    const token = randomBytes(32).toString('base64url');
    return { token, hash: hashOf(token) };
  },
  nextCode() {
    const code = Array.from({ length: CODE_LENGTH }, () => letters[randomInt(letters.length)]).join('');
    return { code, hash: hashOfCode(code) };
  },
  nextPin: (digits) => String(randomInt(10 ** digits)).padStart(digits, '0'),
};
