import { earlierOf, laterOf, shifted, Temporal } from './time.ts';

/** A half-open stretch of time: `start` belongs to it, `end` does not, so that two visits may touch without overlapping. */
export interface Interval {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** Makes an interval; throws RangeError when it would be empty or run backwards. */
export function interval(start: Temporal.Instant, end: Temporal.Instant): Interval {
  if (!isBefore(start, end)) throw new RangeError('an interval must end after it starts');
  return { start, end };
}

/** True when both share at least one instant; touching intervals do not. */
export function overlaps(a: Interval, b: Interval): boolean {
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}

/** True when `inner` lies wholly in `outer`; equal intervals contain each other. */
export function contains(outer: Interval, inner: Interval): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

/** The part both have in common, or null when they only touch or lie apart. */
export function intersect(a: Interval, b: Interval): Interval | null {
  return overlaps(a, b) ? { start: laterOf(a.start, b.start), end: earlierOf(a.end, b.end) } : null;
}

/** The same interval with minutes added before and after. */
export function widen(during: Interval, beforeMinutes: number, afterMinutes: number): Interval {
  return {
    start: beforeMinutes === 0 ? during.start : shifted(during.start, -beforeMinutes),
    end: afterMinutes === 0 ? during.end : shifted(during.end, afterMinutes),
  };
}

/** Sorted, non-touching intervals that cover exactly the same instants. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => a.start.epochMilliseconds - b.start.epochMilliseconds);
  const merged: Interval[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last && next.start.epochMilliseconds <= last.end.epochMilliseconds)
      merged[merged.length - 1] = { start: last.start, end: laterOf(last.end, next.end) };
    else merged.push(next);
  }
  return merged;
}

/** What is left of `from` when every one of `holes` is cut out; sorted. */
export function subtract(from: Interval, holes: readonly Interval[]): Interval[] {
  const rest: Interval[] = [];
  let start = from.start;
  for (const hole of union(holes)) {
    if (!overlaps(hole, { start, end: from.end })) continue;
    if (hole.start.epochMilliseconds > start.epochMilliseconds) rest.push({ start, end: hole.start });
    start = laterOf(start, hole.end);
  }
  if (start.epochMilliseconds < from.end.epochMilliseconds) rest.push({ start, end: from.end });
  return rest;
}

/** Length in milliseconds. */
export function lengthMilliseconds(during: Interval): number {
  return during.end.epochMilliseconds - during.start.epochMilliseconds;
}

/** Length of all together in milliseconds; what overlaps counts twice. */
export function totalMilliseconds(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, during) => sum + lengthMilliseconds(during), 0);
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
