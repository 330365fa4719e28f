import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GapCause } from '../call/call-events.ts';
import { deliveredTime } from '../call/delivered-time.ts';
import { cents } from '../shared/money.ts';
import { Temporal } from '../shared/time.ts';
import { chicago } from '../testing/ordinary-facts.ts';
import { capFor } from './cap.ts';
import type { Quote } from './quote.ts';
import { notTaken, settle } from './settlement.ts';

const start = chicago('2026-12-05T10:00');
const cedar = { kind: 'jail', averageDailyPopulation: 412, additiveRecorded: false } as const;
const cap = capFor(cedar, Temporal.PlainDate.from('2026-12-05'));

function quote(centsPerMinute: number, minutes: number): Quote {
  return {
    centsPerMinute: cents(centsPerMinute),
    minutes,
    totalCents: cents(centsPerMinute * minutes),
    capScheduleId: 'fcc-25-75',
    capCentsPerMinute: cents(17),
  };
}

/** A call of so many minutes, live from a second on, with one gap. */
function call(minutes: number, liveAtSecond: number, gap: { cause: GapCause; from: number; to: number } | null) {
  const planned = { start, end: start.add({ minutes }) };
  const at = (second: number) => start.add({ milliseconds: Math.round(second * 1000) });
  return deliveredTime(
    [
      { type: 'went-live', at: at(liveAtSecond), endsAt: planned.end },
      ...(gap ? [{ type: 'interrupted', cause: gap.cause, at: at(gap.from) } as const, { type: 'resumed', at: at(gap.to) } as const] : []),
      { type: 'ended', cause: 'time-is-up', at: planned.end },
    ],
    planned,
  );
}

test('a drop on the facility side refunds the lost minutes: 30 booked, 5 lost, 25 paid', () => {
  const settled = settle(quote(17, 30), call(30, 0, { cause: 'resident', from: 600, to: 900 }), cap);
  expect(settled).toEqual({
    billedSeconds: 1500,
    centsPerMinute: 17,
    authorizedCents: 510,
    capturedCents: 425,
    releasedCents: 85,
    lines: [
      { kind: 'booked', seconds: 1800 },
      { kind: 'lost', cause: 'resident', seconds: 300 },
      { kind: 'delivered', seconds: 1500 },
      { kind: 'price', seconds: 1500, centsPerMinute: 17, cents: 425 },
    ],
  });
});

test('a fraction of a cent is the visitor’s, and the time before it began is shown', () => {
  const settled = settle(quote(17, 20), call(20, 4.2, null), cap);
  expect(settled).toMatchObject({ billedSeconds: 1195, capturedCents: 338, releasedCents: 2 });
  expect(settled.lines[1]).toEqual({ kind: 'unused', seconds: 5 });
});

test('nothing delivered is nothing charged', () => {
  expect(settle(quote(17, 20), { together: [], gaps: [], deliveredSeconds: 0 }, cap)).toMatchObject({
    capturedCents: 0,
    releasedCents: 340,
  });
});

test('a quote above the cap of the visit’s date is charged at the cap', () => {
  expect(settle(quote(25, 20), call(20, 0, null), cap)).toMatchObject({ centsPerMinute: 17, capturedCents: 340, releasedCents: 160 });
});

test('more time than was booked is never charged', () => {
  expect(settle(quote(17, 20), call(30, 0, null), cap)).toMatchObject({ billedSeconds: 1200, capturedCents: 340, releasedCents: 0 });
});

test('whatever was delivered: captured and released are the authorized, billed is at most delivered, and no cap is passed', () => {
  const anyGap = fc.option(
    fc.record({
      cause: fc.constantFrom<GapCause>('visitor', 'resident', 'platform'),
      from: fc.double({ min: 0, max: 3600, noNaN: true }),
      length: fc.double({ min: 0.5, max: 900, noNaN: true }),
    }),
    { nil: null },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 90 }),
      fc.double({ min: -60, max: 4000, noNaN: true }),
      anyGap,
      fc.boolean(),
      (rate, minutes, live, gap, capped) => {
        const timeline = call(minutes, live, gap && { cause: gap.cause, from: gap.from, to: gap.from + gap.length });
        const settled = settle(quote(rate, minutes), timeline, capped ? cap : null);
        expect(settled.capturedCents + settled.releasedCents).toBe(settled.authorizedCents);
        expect(settled.capturedCents).toBeGreaterThanOrEqual(0);
        expect(settled.releasedCents).toBeGreaterThanOrEqual(0);
        expect(settled.billedSeconds).toBeLessThanOrEqual(timeline.deliveredSeconds);
        expect(settled.billedSeconds).toBeLessThanOrEqual(minutes * 60);
        expect(settled.capturedCents * 60).toBeLessThanOrEqual(settled.billedSeconds * (capped ? Math.min(rate, 17) : rate));
        const parts = settled.lines.flatMap((line) => (line.kind === 'booked' || line.kind === 'price' ? [] : [line.seconds]));
        expect(parts.reduce((sum, seconds) => sum + seconds, 0)).toBe(minutes * 60);
      },
    ),
    { numRuns: 1000 },
  );
});

test('what the processor will not give is neither billed nor captured, and all of it goes back', () => {
  const settlement = settle(quote(12, 30), call(30, 0, { cause: 'resident', from: 60, to: 360 }), cap);
  const given = notTaken(settlement);
  expect(given).toMatchObject({ billedSeconds: 0, authorizedCents: 360, capturedCents: 0, releasedCents: 360 });
  expect(given.lines).toEqual([
    { kind: 'booked', seconds: 1800 },
    { kind: 'lost', cause: 'resident', seconds: 300 },
    { kind: 'delivered', seconds: 1500 },
    { kind: 'price', seconds: 0, centsPerMinute: 12, cents: 0 },
  ]);
});
