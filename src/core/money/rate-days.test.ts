import { expect, test } from 'vitest';
import { hasPriceFrom, rateOn } from './rate-days.ts';

const rates = [
  { effectiveOn: '2026-12-01', centsPerMinute: 0 },
  { effectiveOn: '2026-11-01', centsPerMinute: 12 },
  { effectiveOn: '2027-01-01', centsPerMinute: 5 },
];

test.for([
  ['2026-10-31', null],
  ['2026-11-01', 12],
  ['2026-11-30', 12],
  ['2026-12-01', 0],
  ['2026-12-31', 0],
  ['2027-01-01', 5],
] as const)('the rate that began last counts: on %s it is %s', ([on, expected]) => {
  expect(rateOn(rates, on)).toBe(expected);
});

test('a price still to come counts from any day before it, one that is over does not', () => {
  expect(hasPriceFrom(rates, '2026-12-05')).toBe(true);
  expect(hasPriceFrom(rates.slice(0, 2), '2026-12-05')).toBe(false);
  expect(hasPriceFrom(rates.slice(0, 2), '2026-11-05')).toBe(true);
  expect(hasPriceFrom([], '2026-11-05')).toBe(false);
});
