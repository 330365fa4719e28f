import { expect, test } from 'vitest';
import { ReceiverLimit } from './receiver-limit.ts';

const [phone, desk] = [{}, {}];

test('estimates above what is sent are no news: the publisher is left alone', () => {
  const limit = new ReceiverLimit();
  limit.estimate(phone, 700_000, 0);
  expect(limit.decide(600_000, 0)).toBeNull();
});

test('an estimate below what is sent limits the publisher to it, the weakest receiver deciding, but never below what still is a picture', () => {
  const limit = new ReceiverLimit();
  limit.estimate(desk, 900_000, 0);
  limit.estimate(phone, 300_000, 0);
  expect(limit.decide(600_000, 0)).toBe(300_000);
  limit.estimate(phone, 20_000, 500);
  expect(limit.decide(290_000, 1000)).toBe(80_000);
});

test('without further trouble the limit is lifted step by step, and then gone', () => {
  const limit = new ReceiverLimit();
  limit.estimate(phone, 300_000, 0);
  limit.decide(600_000, 0);
  const told: (number | null)[] = [];
  for (let second = 1; second <= 40; second += 1) {
    limit.estimate(phone, 5_000_000, second * 1000);
    told.push(limit.decide(100_000, second * 1000));
  }
  expect(told.slice(0, 3)).toEqual([324_000, 349_920, 377_914]);
  expect(told.findLast((value) => value !== null)).toBeGreaterThan(2_500_000);
  expect(told.at(-1)).toBeNull();
});

test('trouble while a limit is in force never raises it', () => {
  const limit = new ReceiverLimit();
  limit.estimate(phone, 200_000, 0);
  limit.decide(600_000, 0);
  limit.estimate(phone, 400_000, 1000);
  expect(limit.decide(600_000, 1000)).toBe(200_000);
});

test('a receiver that has left, or fallen silent, limits nobody', () => {
  const limit = new ReceiverLimit();
  limit.estimate(phone, 100_000, 0);
  limit.forget(phone);
  expect(limit.decide(600_000, 0)).toBeNull();
  limit.estimate(desk, 100_000, 0);
  expect(limit.decide(600_000, 3001)).toBeNull();
});
