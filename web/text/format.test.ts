import { expect, test } from 'vitest';
import { clockText, dateOf, daysAfter, dayText, lengthText, moneyText, zoneName, zonesDiffer } from './format.ts';

const saturday = '2026-12-05T16:00:00Z';

test('an instant is shown in the zone of the facility', () => {
  expect(dayText('en', saturday, 'America/Chicago', new Date(saturday))).toBe('Saturday, December 5');
  expect(dayText('es', saturday, 'America/Chicago', new Date(saturday))).toBe('sábado, 5 de diciembre');
  expect(clockText('en', saturday, 'America/Chicago')).toMatch(/^10:00\sAM$/);
  expect(zoneName('en', saturday, 'America/Chicago')).toBe('Central Standard Time');
  expect(zoneName('es', saturday, 'America/Chicago')).toBe('hora estándar central');
});

test('another year is named', () => {
  expect(dayText('en', '2027-01-02T16:00:00Z', 'America/Chicago', new Date(saturday))).toBe('Saturday, January 2, 2027');
});

test('a time late in the evening belongs to the day of the facility', () => {
  expect(dateOf('2026-12-06T05:30:00Z', 'America/Chicago')).toBe('2026-12-05');
  expect(dateOf('2026-12-06T05:30:00Z', 'America/New_York')).toBe('2026-12-06');
});

test('two zones differ only when their clocks do at that instant', () => {
  expect(zonesDiffer(saturday, 'America/Chicago', 'America/New_York')).toBe(true);
  expect(zonesDiffer(saturday, 'America/Chicago', 'America/Winnipeg')).toBe(false);
  // Phoenix keeps no summer time: it agrees with Denver in winter only.
  expect(zonesDiffer(saturday, 'America/Denver', 'America/Phoenix')).toBe(false);
  expect(zonesDiffer('2026-07-05T16:00:00Z', 'America/Denver', 'America/Phoenix')).toBe(true);
});

test('cents are shown as dollars, seconds as minutes', () => {
  expect(moneyText('en', 340)).toBe('$3.40');
  expect(moneyText('es', 17)).toContain('0.17');
  expect(lengthText(245)).toBe('4:05');
  expect(lengthText(3725)).toBe('1:02:05');
  expect(lengthText(-3)).toBe('0:00');
});

test('days are counted across the end of a month, in both directions', () => {
  expect([daysAfter('2026-11-30', 1), daysAfter('2026-12-03', -7)]).toEqual(['2026-12-01', '2026-11-26']);
});
