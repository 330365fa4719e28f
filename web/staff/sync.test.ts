import { expect, test } from 'vitest';
import { commonTimeline, correction, placeInFile } from './sync.ts';

const first = { startedAt: '2026-12-05T16:00:00.000Z', durationMilliseconds: 10_000 };
const later = { startedAt: '2026-12-05T16:00:02.500Z', durationMilliseconds: 10_000 };

test('the common time line reaches from the first start to the last end', () => {
  const line = commonTimeline([later, first]);
  expect(line.startMilliseconds).toBe(Date.parse(first.startedAt));
  expect(line.lengthSeconds).toBe(12.5);
});

test('a file has its own place at a second of the line, and none before its start or after its end', () => {
  const { startMilliseconds } = commonTimeline([first, later]);
  expect(placeInFile(later, startMilliseconds, 5)).toBe(2.5);
  expect(placeInFile(later, startMilliseconds, 2)).toBeNull();
  expect(placeInFile(first, startMilliseconds, 11)).toBeNull();
});

test('a small offset is left, a middling one is played off, a large one is jumped', () => {
  expect(correction(5, 5.05)).toEqual({ kind: 'none' });
  expect(correction(5, 5.2)).toEqual({ kind: 'pace', rate: 1.05 });
  expect(correction(5.2, 5)).toEqual({ kind: 'pace', rate: 0.95 });
  expect(correction(5, 8)).toEqual({ kind: 'jump' });
});
