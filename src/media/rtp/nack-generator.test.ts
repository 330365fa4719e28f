import { expect, test } from 'vitest';
import { NackGenerator } from './nack-generator.ts';

function afterReceiving(...numbers: number[]): NackGenerator {
  const generator = new NackGenerator({ tries: 3, retryAfter: 40, window: 100 });
  for (const number of numbers) generator.received(number);
  return generator;
}

test('a gap is asked for at once, and again every 40 ms until it has been tried three times', () => {
  const generator = afterReceiving(10, 13);
  expect(generator.due(0)).toEqual([11, 12]);
  expect(generator.due(20)).toEqual([]);
  expect(generator.due(40)).toEqual([11, 12]);
  expect(generator.due(80)).toEqual([11, 12]);
  expect(generator.due(120)).toEqual([]);
  expect(generator.missing).toBe(0);
});

test('a packet that arrives late is not asked for any more', () => {
  const generator = afterReceiving(10, 13, 11);
  expect(generator.due(0)).toEqual([12]);
});

test('a gap across the wrap of the numbers is found', () => {
  expect(afterReceiving(65534, 1).due(0)).toEqual([65535, 0]);
});

test('a packet that came twice or out of order makes no gap', () => {
  expect(afterReceiving(10, 11, 10, 11, 12).due(0)).toEqual([]);
});

test('a leap beyond the window is a new beginning and not a loss', () => {
  const generator = afterReceiving(10, 12, 5000);
  expect(generator.due(0)).toEqual([]);
});

test('what has fallen behind the window is given up', () => {
  const generator = afterReceiving(10, 12);
  for (let number = 13; number < 120; number += 1) generator.received(number);
  expect(generator.due(0)).toEqual([]);
});
