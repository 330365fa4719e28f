import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { SecondFactor } from '../../ports/second-factor.ts';
import { fromBase32, toBase32 } from './base32.ts';
import { hotp, stepAt, stepOfCode } from './totp.ts';

/** 160 bits, as RFC 4226 recommends. */
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Second factors whose secrets are sealed (AES-256-GCM) under a key derived from the master key: a copy of the database alone gives no
 * code. Recovery codes are random (50 bits), so a keyed hash is enough.
 */
export function sealedSecondFactor(masterKey: Uint8Array): SecondFactor {
  const sealKey = derive(masterKey, 'second factor: secrets');
  const recoveryKey = derive(masterKey, 'second factor: recovery codes');
  const hashRecoveryCode = (code: string): string => createHmac('sha256', recoveryKey).update(normal(code)).digest('base64url');
  const seal = (text: string): string => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
    const sealed = Buffer.concat([cipher.update(fromBase32(text)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  };
  return {
    seal,
    hashRecoveryCode,
    newSecret() {
      const text = toBase32(randomBytes(SECRET_BYTES));
      return { sealed: seal(text), text };
    },
    uriOf: (secretText, account) =>
      `otpauth://totp/OpenVisit:${encodeURIComponent(account)}?secret=${secretText}&issuer=OpenVisit&algorithm=SHA1&digits=6&period=30`,
    stepOf: (sealed, code, now) => stepOfCode(open(sealKey, sealed), code.replaceAll(/\s/g, ''), now.epochMilliseconds),
    codeAt: (sealed, now) => hotp(open(sealKey, sealed), stepAt(now.epochMilliseconds)),
    newRecoveryCodes() {
      const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
      return { codes, hashes: codes.map(hashRecoveryCode) };
    },
  };
}

function derive(masterKey: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(0), `openvisit ${purpose}`, 32));
}

function open(key: Uint8Array, sealed: string): Uint8Array {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

/** Ten characters in two groups, so that they can be read from paper. */
function newRecoveryCode(): string {
  const text = toBase32(randomBytes(7)).slice(0, 10).toLowerCase();
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

function normal(code: string): string {
  return code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
