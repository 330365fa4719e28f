import { expect, test } from 'vitest';
import { KeyFrameThrottle } from './key-frame-throttle.ts';
import { ResendCache } from './resend-cache.ts';

test('a sent packet can be had again, but not twice within the rest time', () => {
  const cache = new ResendCache(8, 15);
  const packet = Buffer.from([1]);
  cache.put(65_535, packet);
  expect(cache.take(65_535, 100)).toBe(packet);
  expect(cache.take(65_535, 110)).toBeNull();
  expect(cache.take(65_535, 115)).toBe(packet);
});

test('an unknown packet and one that has been overwritten are not had', () => {
  const cache = new ResendCache(8, 15);
  cache.put(1, Buffer.from([1]));
  cache.put(9, Buffer.from([9]));
  expect(cache.take(1, 100)).toBeNull();
  expect(cache.take(2, 100)).toBeNull();
});

test('a key frame is asked for at most every 300 ms', () => {
  const throttle = new KeyFrameThrottle();
  expect(throttle.ask(1000)).toBe(true);
  expect(throttle.ask(1299)).toBe(false);
  expect(throttle.wait(1200)).toBe(100);
  expect(throttle.ask(1300)).toBe(true);
});
