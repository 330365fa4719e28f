import { expect, test } from 'vitest';
import { readDate, readRange } from './range.ts';

test('a range is read as the instants it was written for, in whatever time zone PostgreSQL prints it', () => {
  for (const text of [
    '["2026-11-21 10:00:00+00","2026-11-21 10:30:00.5+00")',
    '["2026-11-21 04:00:00-06","2026-11-21 04:30:00.500-06")',
    '["2026-11-21 15:30:00+05:30","2026-11-21 16:00:00.5+05:30")',
  ]) {
    const { start, end } = readRange(text);
    expect([start.toString(), end.toString()]).toEqual(['2026-11-21T10:00:00Z', '2026-11-21T10:30:00.5Z']);
  }
});

test('a range that is open or holds no time is an error', () => {
  expect(() => readRange('["2026-11-21 10:00:00+00",)')).toThrow(RangeError);
  expect(() => readRange('empty')).toThrow(RangeError);
  expect(() => readRange('["2026-11-21 10:00:00+00",infinity)')).toThrow(RangeError);
});

test('a date is read field by field, and what is none is an error', () => {
  expect(readDate('1990-05-17').toString()).toBe('1990-05-17');
  for (const text of ['0044-03-15 BC', '1990-02-30', '1990-5-17', 'infinity', '']) expect(() => readDate(text)).toThrow(RangeError);
});
