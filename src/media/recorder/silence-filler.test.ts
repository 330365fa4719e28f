import { expect, test } from 'vitest';
import { createSilenceFiller } from './silence-filler.ts';

const packet = Buffer.from([0xfc, 1, 2, 3]);
const times = (frames: { milliseconds: number }[]) => frames.map((frame) => frame.milliseconds);

test('sound without holes gets no silence, nor does sound that begins late', () => {
  const filler = createSilenceFiller();
  expect(filler.until(60_000)).toEqual([]);
  expect([5000, 5020, 5041, 5059].flatMap((at) => filler.before(at, packet))).toEqual([]);
});

test('a hole is filled up to the next packet', () => {
  const filler = createSilenceFiller();
  filler.before(0, packet);
  expect(times(filler.before(105, packet))).toEqual([20, 40, 60, 80]);
});

test('what is left of a hole is not forgotten: many small ones add up to one packet of silence', () => {
  const filler = createSilenceFiller();
  filler.before(0, packet);
  const silences = Array.from({ length: 10 }, (_, index) => filler.before((index + 1) * 25, packet).length);
  expect(silences.reduce((sum, count) => sum + count)).toBe(2);
});

test('a microphone that stays muted is filled as time passes, leaving room for what comes late', () => {
  const filler = createSilenceFiller();
  filler.before(0, packet);
  expect(filler.until(1000)).toEqual([]);
  expect(times(filler.until(1600))).toEqual([20, 40, 60, 80]);
  expect(times(filler.before(120, packet))).toEqual([100]);
});
