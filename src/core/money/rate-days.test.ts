import { expect, test } from 'vitest';
import { hasPriceFrom, hasPriceOn } from './rate-days.ts';

const rates = [
  { effectiveOn: '2026-12-01', centsPerMinute: 0 },
  { effectiveOn: '2026-11-01', centsPerMinute: 12 },
  { effectiveOn: '2027-01-01', centsPerMinute: 5 },
];

test.for([
  ['2026-10-31', false],
  ['2026-11-01', true],
  ['2026-11-30', true],
  ['2026-12-01', false],
  ['2026-12-31', false],
  ['2027-01-01', true],
] as const)('the rate that began last counts: on %s there is a price: %s', ([on, expected]) => {
  expect(hasPriceOn(rates, on)).toBe(expected);
});

test('a price still to come counts from any day before it, one that is over does not', () => {
  expect(hasPriceFrom(rates, '2026-12-05')).toBe(true);
  expect(hasPriceFrom(rates.slice(0, 2), '2026-12-05')).toBe(false);
  expect(hasPriceFrom(rates.slice(0, 2), '2026-11-05')).toBe(true);
  expect(hasPriceFrom([], '2026-11-05')).toBe(false);
});
