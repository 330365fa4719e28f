import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newRecordingKey, unwrapKey, WrappedKeyError, wrapKey, wrappedKeyId } from './wrap-key.ts';

const old = { id: 'master-2025', key: randomBytes(32) };
const current = { id: 'master-2026', key: randomBytes(32) };

test('a wrapped key opens with the master key that wrapped it, also after that master key was followed by another', () => {
  const key = newRecordingKey();
  const wrapped = wrapKey(key, old, 'rec_1');
  expect(wrappedKeyId(wrapped)).toBe('master-2025');
  expect(unwrapKey(wrapped, [current, old], 'rec_1')).toEqual(key);
});

test('a wrapped key does not contain the key, and wrapping twice gives two texts', () => {
  const key = newRecordingKey();
  const wrapped = wrapKey(key, current, 'rec_1');
  expect(Buffer.from(wrapped.split('.')[2] ?? '', 'base64url').includes(key)).toBe(false);
  expect(wrapKey(key, current, 'rec_1')).not.toBe(wrapped);
});

test.each([
  ['moved to another recording', (text: string) => unwrapKey(text, [current], 'rec_2'), 'does-not-open'],
  [
    'under a master key of the same id but other bytes',
    (text: string) => unwrapKey(text, [{ ...current, key: old.key }], 'rec_1'),
    'does-not-open',
  ],
  ['without its master key', (text: string) => unwrapKey(text, [old], 'rec_1'), 'unknown-master-key'],
  ['with a character missing', (text: string) => unwrapKey(text.slice(0, -2), [current], 'rec_1'), 'malformed'],
])('a wrapped key %s does not open', (_, attempt, failure) => {
  const wrapped = wrapKey(newRecordingKey(), current, 'rec_1');
  expect(() => attempt(wrapped)).toThrow(new WrappedKeyError(failure as 'malformed'));
});

test('a master key id that could break the text is refused', () => {
  expect(() => wrapKey(newRecordingKey(), { id: 'a.b', key: current.key }, 'rec_1')).toThrow(RangeError);
});
