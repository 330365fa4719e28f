import type { VisitId } from '../shared/ids.ts';
import type { Interval } from '../shared/interval.ts';
import type { ActiveClaim, ClaimResource } from './admission-facts.ts';

/** Active claims by resource, made for thousands of questions: each is one binary search. */
export type ClaimIndex = ReadonlyMap<ClaimResource, TakenTimes>;

/** Epoch milliseconds: the starts ascending, and beside each the latest end of all claims up to it. */
interface TakenTimes {
  readonly starts: readonly number[];
  readonly latestEnds: readonly number[];
}

/** Groups claims by resource; those of `replaces` are left out, for a change takes new claims and releases the old in one act (C2). */
export function indexClaims(claims: readonly ActiveClaim[], replaces: VisitId | null): ClaimIndex {
  const byResource = new Map<ClaimResource, Interval[]>();
  for (const claim of claims) {
    if (claim.visitId === replaces) continue;
    const sameResource = byResource.get(claim.resource);
    if (sameResource) sameResource.push(claim.during);
    else byResource.set(claim.resource, [claim.during]);
  }
  return new Map([...byResource].map(([resource, intervals]) => [resource, takenTimes(intervals)]));
}

/** True when nobody has the resource for any part of the time; touching claims leave it free. */
export function isFree(index: ClaimIndex, resource: ClaimResource, during: Interval): boolean {
  const taken = index.get(resource);
  if (!taken) return true;
  const lastBefore = countBelow(taken.starts, during.end.epochMilliseconds) - 1;
  const latestEnd = taken.latestEnds[lastBefore];
  return latestEnd === undefined || latestEnd <= during.start.epochMilliseconds;
}

function takenTimes(intervals: readonly Interval[]): TakenTimes {
  const sorted = intervals
    .map(({ start, end }) => ({ start: start.epochMilliseconds, end: end.epochMilliseconds }))
    .sort((a, b) => a.start - b.start);
  let latest = Number.NEGATIVE_INFINITY;
  const latestEnds = sorted.map(({ end }) => {
    latest = Math.max(latest, end);
    return latest;
  });
  return { starts: sorted.map(({ start }) => start), latestEnds };
}

/** How many of the ascending numbers are below the limit. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
