import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDate, localDay } from './local-day.ts';
import { Temporal } from './time.ts';

const zones = [
  'America/Chicago',
  'America/New_York',
  'America/Phoenix',
  'America/St_Johns',
  'Pacific/Honolulu',
  'Asia/Kolkata',
  'Africa/Cairo',
];
const reckoned = (at: Temporal.Instant, zone: string) => at.toZonedDateTimeISO(zone).toPlainDate();

test('the remembered date of an instant is the one Temporal reckons, in every time zone, whatever was asked before', () => {
  const [from, to] = [Date.UTC(2026, 9, 25), Date.UTC(2026, 10, 8)];
  fc.assert(
    fc.property(fc.integer({ min: from, max: to }), fc.constantFrom(...zones), (milliseconds, zone) => {
      const at = Temporal.Instant.fromEpochMilliseconds(milliseconds);
      expect(localDate(at, zone).toString()).toBe(reckoned(at, zone).toString());
      const { start, end, weekday, on } = localDay(milliseconds, zone);
      expect(start <= milliseconds && milliseconds < end).toBe(true);
      expect(weekday).toBe(on.dayOfWeek);
      expect(localDay(end, zone).on.toString()).toBe(on.add({ days: 1 }).toString());
    }),
    { numRuns: 1_000 },
  );
});

test('a day is as long as the clock change makes it', () => {
  const noon = (on: string) =>
    localDay(Temporal.PlainDateTime.from(`${on}T12:00`).toZonedDateTime('America/Chicago').epochMilliseconds, 'America/Chicago');
  const hours = (on: string) => (noon(on).end - noon(on).start) / 3_600_000;
  expect(['2026-03-08', '2026-03-09', '2026-11-01'].map(hours)).toEqual([23, 24, 25]);
});

test('a day is right after more days were asked for than are remembered', () => {
  const first = Date.UTC(2026, 0, 1, 12);
  for (let day = 0; day < 5_100; day++) localDay(first + day * 86_400_000, 'America/Chicago');
  expect(localDay(first, 'America/Chicago').on.toString()).toBe('2026-01-01');
});
