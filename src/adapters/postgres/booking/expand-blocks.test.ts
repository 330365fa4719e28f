import { expect, test } from 'vitest';
import { interval } from '../../../core/shared/interval.ts';
import { Temporal } from '../../../core/shared/time.ts';
import { expandBlocks } from './expand-blocks.ts';

const chicago = 'America/Chicago';
const every = [1, 2, 3, 4, 5, 6, 7];

function dated(startTime: string, endTime: string, on: string): readonly string[] {
  const day = Temporal.PlainDate.from(on);
  const window = interval(day.toZonedDateTime(chicago).toInstant(), day.add({ days: 1 }).toZonedDateTime(chicago).toInstant());
  return expandBlocks([{ weekdays: every, startTime, endTime }], chicago, window).map(({ start, end }) => `${start} ${end}`);
}

test('a block is the same wall-clock time in winter and in summer', () => {
  expect(dated('11:00', '11:30', '2026-01-15')).toEqual(['2026-01-15T17:00:00Z 2026-01-15T17:30:00Z']);
  expect(dated('11:00', '11:30', '2026-07-15')).toEqual(['2026-07-15T16:00:00Z 2026-07-15T16:30:00Z']);
});

test('in the hour that comes twice a block covers both', () => {
  expect(dated('01:00', '01:30', '2026-11-01')).toEqual(['2026-11-01T06:00:00Z 2026-11-01T07:30:00Z']);
});

test('in the hour that is left out a block is rather too long than too short', () => {
  expect(dated('02:15', '02:45', '2026-03-08')).toEqual(['2026-03-08T07:15:00Z 2026-03-08T08:45:00Z']);
});

test('a block over midnight reaches into the day from the evening before and out of it', () => {
  expect(dated('23:00', '01:00', '2026-01-15')).toEqual([
    '2026-01-15T05:00:00Z 2026-01-15T07:00:00Z',
    '2026-01-16T05:00:00Z 2026-01-16T07:00:00Z',
  ]);
});
