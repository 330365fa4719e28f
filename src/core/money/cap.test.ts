import { expect, test } from 'vitest';
import { cents } from '../shared/money.ts';
import { Temporal } from '../shared/time.ts';
import { capFor, checkRate } from './cap.ts';
import { makeQuote } from './make-quote.ts';

const cedar = { kind: 'jail', averageDailyPopulation: 412, additiveRecorded: false } as const;
const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2026-12-05');

function capOf(changes: Partial<{ kind: 'jail' | 'prison'; averageDailyPopulation: number; additiveRecorded: boolean }>, date = today) {
  const cap = capFor({ ...cedar, ...changes }, date);
  return cap && `${cap.scheduleId} ${cap.centsPerMinute}`;
}

test('the cap is that of the day: the older schedule to its last day, the newer from its first', () => {
  expect(capOf({}, on('2026-04-05'))).toBe('fcc-24-75 12');
  expect(capOf({}, on('2026-04-06'))).toBe('fcc-25-75 17');
});

test.each([
  [0, 44],
  [49.9, 44],
  [50, 25],
  [99.99, 25],
  [100, 21],
  [349.9, 21],
  [350, 19],
  [999.9, 19],
  [1000, 19],
])('a jail of %d people a day may charge at most %d cents with its additive recorded, 2 less without', (averageDailyPopulation, figure) => {
  expect(capOf({ averageDailyPopulation, additiveRecorded: true })).toBe(`fcc-25-75 ${figure}`);
  expect(capOf({ averageDailyPopulation })).toBe(`fcc-25-75 ${figure - 2}`);
});

test('a prison has its own figure, whatever its size', () => {
  expect(capOf({ kind: 'prison', averageDailyPopulation: 10 })).toBe('fcc-25-75 23');
  expect(capOf({ kind: 'prison', averageDailyPopulation: 5000, additiveRecorded: true })).toBe('fcc-25-75 25');
});

test('no schedule in force is no cap', () => {
  expect(capFor(cedar, today, [])).toBeNull();
  expect(checkRate(cedar, cents(500), today, [])).toEqual({ ok: true, value: null });
});

test('a rate at the cap may be saved; a cent above is refused with schedule and date', () => {
  expect(checkRate(cedar, cents(17), today).ok).toBe(true);
  expect(checkRate(cedar, cents(18), today)).toEqual({
    ok: false,
    refusal: {
      code: 'rate-above-cap',
      scheduleId: 'fcc-25-75',
      effectiveFrom: on('2026-04-06'),
      on: today,
      capCentsPerMinute: 17,
      wantedCentsPerMinute: 18,
    },
  });
  expect(() => checkRate(cedar, cents(-1), today)).toThrow('negative');
});

test('a quote is rate times minutes and nothing else, with the cap it was checked against', () => {
  expect(makeQuote(cedar, cents(17), 20, today)).toEqual({
    ok: true,
    value: { centsPerMinute: 17, minutes: 20, totalCents: 340, capScheduleId: 'fcc-25-75', capCentsPerMinute: 17 },
  });
  expect(makeQuote(cedar, cents(0), 20, today)).toMatchObject({ ok: true, value: { totalCents: 0 } });
  expect(makeQuote(cedar, cents(18), 20, today)).toMatchObject({ ok: false, refusal: { code: 'rate-above-cap' } });
  expect(() => makeQuote(cedar, cents(17), 0.5, today)).toThrow('whole minutes');
});
