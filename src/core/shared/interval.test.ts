import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, type Interval, intersect, interval, lengthMilliseconds, overlaps, subtract, union, widen } from './interval.ts';
import { Temporal } from './time.ts';

const at = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
const span = (from: number, to: number): Interval => interval(at(from), at(to));
const anySpan = fc
  .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }))
  .map(([from, length]) => span(from, from + length));
const minutesIn = (spans: readonly Interval[]) => spans.reduce((sum, one) => sum + lengthMilliseconds(one) / 60_000, 0);
const covers = (spans: readonly Interval[], minute: number) => spans.some((one) => contains(one, span(minute, minute + 1)));

test('an interval must run forward', () => {
  expect(() => span(5, 5)).toThrow('end after it starts');
  expect(() => span(6, 5)).toThrow('end after it starts');
});

test('touching intervals do not overlap and have nothing in common', () => {
  expect(overlaps(span(0, 10), span(10, 20))).toBe(false);
  expect(intersect(span(0, 10), span(10, 20))).toBeNull();
  expect(overlaps(span(0, 11), span(10, 20))).toBe(true);
});

test('widening adds to each side what is said', () => {
  expect(widen(span(10, 20), 3, 4)).toEqual(span(7, 24));
  expect(widen(span(10, 20), 0, 0)).toEqual(span(10, 20));
});

test('two intervals overlap exactly when they share something, whichever comes first', () => {
  fc.assert(
    fc.property(anySpan, anySpan, (a, b) => {
      const shared = intersect(a, b);
      expect(overlaps(a, b)).toBe(shared !== null);
      expect(overlaps(b, a)).toBe(overlaps(a, b));
      if (shared) expect(contains(a, shared) && contains(b, shared)).toBe(true);
    }),
  );
});

test('a union covers the same minutes, sorted and apart', () => {
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 8 }), (spans) => {
      const merged = union(spans);
      for (let minute = 0; minute < 262; minute++) expect(covers(merged, minute)).toBe(covers(spans, minute));
      for (const [index, one] of merged.entries()) {
        const next = merged[index + 1];
        if (next) expect(one.end.epochMilliseconds).toBeLessThan(next.start.epochMilliseconds);
      }
    }),
    { numRuns: 60 },
  );
});

test('what is cut out and what is left make up the whole', () => {
  fc.assert(
    fc.property(anySpan, fc.array(anySpan, { maxLength: 8 }), (whole, holes) => {
      const left = subtract(whole, holes);
      const cut = union(holes).flatMap((hole) => intersect(hole, whole) ?? []);
      expect(minutesIn(left) + minutesIn(cut)).toBe(minutesIn([whole]));
      for (const one of left) expect(contains(whole, one) && !holes.some((hole) => overlaps(hole, one))).toBe(true);
    }),
  );
});
