import { expect, test } from 'vitest';
import { centsOf } from './cents-of.ts';

test('dollars as people type them become whole cents', () => {
  expect(centsOf('0.17')).toBe(17);
  expect(centsOf('.17')).toBe(17);
  expect(centsOf('$1')).toBe(100);
  expect(centsOf('0,2')).toBe(20);
  expect(centsOf('0')).toBe(0);
});

test('what is no amount, or has fractions of a cent, is none', () => {
  for (const typed of ['', '.', 'free', '0.175', '-1', '1e3', '1.2.3']) expect(centsOf(typed)).toBeNull();
});
