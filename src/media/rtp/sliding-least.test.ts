import { expect, test } from 'vitest';
import { createSlidingLeast } from './sliding-least.ts';

test('the least of the last window and of what ran before it counts, and older values do not', () => {
  const sliding = createSlidingLeast(1000);
  expect(sliding.least).toBe(Number.POSITIVE_INFINITY);
  sliding.add(5, 0);
  sliding.add(9, 500);
  expect(sliding.least).toBe(5);
  sliding.add(8, 1000);
  expect(sliding.least).toBe(5);
  sliding.add(7, 2000);
  expect(sliding.least).toBe(7);
  sliding.restart(20, 2500);
  expect(sliding.least).toBe(20);
});
