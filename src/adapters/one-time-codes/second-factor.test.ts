import { randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { fromBase32, toBase32 } from './base32.ts';
import { sealedSecondFactor } from './second-factor.ts';
import { hotp, stepOfCode } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the code at second %i is the one of RFC 6238', (second, code) => {
  expect(hotp(secret, Math.floor(second / 30))).toBe(code);
  expect(stepOfCode(secret, code, second * 1_000)).toBe(Math.floor(second / 30));
});

test('a code of the step before or after counts, one of two steps off does not', () => {
  const code = hotp(secret, 1_000);
  expect(stepOfCode(secret, code, 1_000 * 30_000 + 59_000)).toBe(1_000);
  expect(stepOfCode(secret, code, 1_000 * 30_000 - 1)).toBe(1_000);
  expect(stepOfCode(secret, code, 1_002 * 30_000)).toBe(null);
});

test('base 32 comes back as it went, and is the one of RFC 4648', () => {
  expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
  for (let length = 0; length < 30; length += 1) {
    const bytes = new Uint8Array(randomBytes(length));
    expect(fromBase32(toBase32(bytes))).toEqual(bytes);
  }
});

test('a sealed secret shows nothing, opens under its own key only, and makes the codes an app makes', () => {
  const factor = sealedSecondFactor(randomBytes(32));
  const { sealed, text } = factor.newSecret();
  const now = Temporal.Instant.from('2026-11-21T12:00:00Z');
  expect(sealed).not.toContain(text);
  expect(factor.codeAt(sealed, now)).toBe(hotp(fromBase32(text), now.epochMilliseconds / 30_000));
  expect(factor.stepOf(sealed, ` ${factor.codeAt(sealed, now)} `, now)).toBe(now.epochMilliseconds / 30_000);
  expect(() => sealedSecondFactor(randomBytes(32)).codeAt(sealed, now)).toThrow();
});

test('recovery codes are ten different ones, and case or the dash do not matter', () => {
  const factor = sealedSecondFactor(randomBytes(32));
  const { codes, hashes } = factor.newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  expect(factor.hashRecoveryCode(codes[0]?.toUpperCase().replace('-', ' ') ?? '')).toBe(hashes[0]);
});
