import { expect, test } from 'vitest';
import { neighbor } from './list-keys.ts';

const ids = ['a', 'b', 'c'];

test('arrows lead to the next and the previous row, Home and End to the ends', () => {
  expect(neighbor(ids, 'a', 'ArrowDown')).toBe('b');
  expect(neighbor(ids, 'b', 'ArrowUp')).toBe('a');
  expect(neighbor(ids, 'b', 'Home')).toBe('a');
  expect(neighbor(ids, 'b', 'End')).toBe('c');
});

test('at the ends of the list, and for other keys, nothing moves', () => {
  expect(neighbor(ids, 'c', 'ArrowDown')).toBeNull();
  expect(neighbor(ids, 'a', 'ArrowUp')).toBeNull();
  expect(neighbor(ids, 'a', 'Home')).toBeNull();
  expect(neighbor(ids, 'a', 'x')).toBeNull();
  expect(neighbor([], null, 'ArrowDown')).toBeNull();
});

test('without a chosen row the first arrow down takes the first', () => {
  expect(neighbor(ids, null, 'ArrowDown')).toBe('a');
});
