import { expect, test } from 'vitest';
import { date, element, encodeSize, float, unsigned, voidOf } from './ebml.ts';

test.each([
  [0, '80'],
  [126, 'fe'],
  [127, '407f'],
  [16_382, '7ffe'],
  [16_383, '203fff'],
  [2_097_150, '3ffffe'],
])('a size of %i is written as %s, never as all ones, which mean unknown', (size, hex) => {
  expect(encodeSize(size).toString('hex')).toBe(hex);
});

test('a size takes the width it is given, or says that it does not fit', () => {
  expect(encodeSize(1, 8).toString('hex')).toBe('0100000000000001');
  expect(() => encodeSize(127, 1)).toThrow(RangeError);
});

test('elements carry id, size and content', () => {
  expect(element(0xe7, Buffer.from('ab', 'hex')).toString('hex')).toBe('e781ab');
  expect(unsigned(0x2ad7b1, 1_000_000).toString('hex')).toBe('2ad7b1830f4240');
  expect(unsigned(0xe7, 0).toString('hex')).toBe('e78100');
  expect(float(0x4489, 1.5).toString('hex')).toBe('4489883ff8000000000000');
  expect(date(0x4461, Date.UTC(2001, 0, 1) + 1).toString('hex')).toBe('44618800000000000f4240');
});

test.each([2, 3, 8, 9, 128, 16_000])('a Void element of %i bytes has exactly that size', (total) => {
  const bytes = voidOf(total);
  expect(bytes.length).toBe(total);
  expect(bytes[0]).toBe(0xec);
});
