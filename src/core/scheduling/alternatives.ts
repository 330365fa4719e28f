import type { Interval } from '../shared/interval.ts';
import type { Slot } from './slot.ts';

/** The free slots whose starts lie nearest to the wanted one, nearest first, the earlier of two equally near first; at most `most` (C4). */
export function nearestAlternatives(free: readonly Slot[], wanted: Interval, most = 5): Slot[] {
  const wantedStart = wanted.start.epochMilliseconds;
  const distance = (slot: Slot) => Math.abs(slot.during.start.epochMilliseconds - wantedStart);
  return [...free]
    .sort((a, b) => distance(a) - distance(b) || a.during.start.epochMilliseconds - b.during.start.epochMilliseconds)
    .slice(0, most);
}
