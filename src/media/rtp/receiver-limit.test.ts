import { expect, test } from 'vitest';
import { ReceiverLimit } from './receiver-limit.ts';

const [phone, desk] = [{}, {}];

test('small losses, as any radio has them, leave the publisher alone', () => {
  const limit = new ReceiverLimit();
  limit.report(phone, 0.05);
  expect(limit.decide(600_000)).toBeNull();
});

test('great losses limit the publisher to what arrives at its weakest receiver, but never below what still is a picture', () => {
  const limit = new ReceiverLimit();
  limit.report(desk, 0);
  limit.report(phone, 0.5);
  expect(limit.decide(600_000)).toBe(300_000);
  limit.report(phone, 0.9);
  expect(limit.decide(290_000)).toBe(80_000);
});

test('each report counts once', () => {
  const limit = new ReceiverLimit();
  limit.report(phone, 0.5);
  expect([limit.decide(600_000), limit.decide(600_000)]).toEqual([300_000, 300_000]);
});

test('without further trouble the limit is lifted step by step, and then gone', () => {
  const limit = new ReceiverLimit();
  limit.report(phone, 0.5);
  limit.decide(600_000);
  const told: (number | null)[] = [];
  for (let second = 1; second <= 40; second += 1) {
    limit.report(phone, 0);
    told.push(limit.decide(100_000));
  }
  expect(told.slice(0, 3)).toEqual([324_000, 349_920, 377_914]);
  expect(told.findLast((value) => value !== null)).toBeGreaterThan(2_500_000);
  expect(told.at(-1)).toBeNull();
});

test('between harmless and too much the limit stays', () => {
  const limit = new ReceiverLimit();
  limit.report(phone, 0.5);
  limit.decide(600_000);
  limit.report(phone, 0.05);
  expect(limit.decide(300_000)).toBe(300_000);
});

test('a receiver that has left limits nobody', () => {
  const limit = new ReceiverLimit();
  limit.report(phone, 0.5);
  limit.forget(phone);
  expect(limit.decide(600_000)).toBeNull();
});
