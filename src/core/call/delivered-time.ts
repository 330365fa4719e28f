import { type Interval, intersect, lengthMilliseconds, totalMilliseconds } from '../shared/interval.ts';
import type { Temporal } from '../shared/time.ts';
import type { CallEvent, CallEventType, GapCause } from './call-events.ts';
import type { CallGap, CallTimeline } from './call-timeline.ts';

/** Events of the same instant are taken in this order, so that a loss outlasts a return: in doubt nothing was delivered. */
const order: Partial<Record<CallEventType, number>> = { 'went-live': 1, resumed: 2, interrupted: 3, ended: 4 };

/** Two causes that begin within so many milliseconds are one loss, and it has the later one's name (a dead engine is seen side by side). */
const sameLossMilliseconds = 1000;

/**
 * The stretches in which both sides had working media and the gaps between, within the planned time; `deliveredSeconds` are whole seconds
 * rounded down. The order of the list does not matter and doubled events change nothing. Of several starts or ends the first counts; a
 * call without an end is counted up to its last event.
 */
export function deliveredTime(events: readonly CallEvent[], planned: Interval): CallTimeline {
  const sorted = [...events].sort(byTime);
  const live = sorted.find((event) => event.type === 'went-live')?.at;
  const end = (sorted.find((event) => event.type === 'ended') ?? sorted.at(-1))?.at;
  if (!live || !end || !isBefore(live, end)) return { together: [], gaps: [], deliveredSeconds: 0 };

  const together: Interval[] = [];
  const gaps: CallGap[] = [];
  let wholeSince: Temporal.Instant | null = live;
  for (const event of sorted) {
    if (isBefore(event.at, live) || !isBefore(event.at, end)) continue;
    if (event.type === 'interrupted') {
      if (wholeSince && isBefore(wholeSince, event.at)) together.push({ start: wholeSince, end: event.at });
      wholeSince = null;
      beginGap(gaps, { start: event.at, end }, event.cause);
    } else if (event.type === 'resumed' && !wholeSince) {
      endGap(gaps, event.at);
      wholeSince = event.at;
    }
  }
  if (wholeSince) together.push({ start: wholeSince, end });
  return withinPlanned(together, gaps, planned);
}

/** Opens a gap that lasts to the end until a return cuts it. A new cause takes an open gap over: from its own instant, or as the same loss. */
function beginGap(gaps: CallGap[], during: Interval, cause: GapCause): void {
  const last = gaps.at(-1);
  const open = last && isBefore(during.start, last.during.end) ? last : null;
  if (open?.cause === cause) return;
  if (open) {
    gaps.pop();
    if (lengthMilliseconds({ start: open.during.start, end: during.start }) < sameLossMilliseconds) {
      gaps.push({ during: open.during, cause });
      return;
    }
    gaps.push({ during: { start: open.during.start, end: during.start }, cause: open.cause });
  }
  gaps.push({ during, cause });
}

function endGap(gaps: CallGap[], at: Temporal.Instant): void {
  const open = gaps.pop();
  if (open && isBefore(open.during.start, at)) gaps.push({ during: { start: open.during.start, end: at }, cause: open.cause });
}

function withinPlanned(together: readonly Interval[], gaps: readonly CallGap[], planned: Interval): CallTimeline {
  const delivered = together.flatMap((during) => intersect(during, planned) ?? []);
  const lost = gaps.flatMap(({ during, cause }) => {
    const within = intersect(during, planned);
    return within ? [{ during: within, cause }] : [];
  });
  return { together: delivered, gaps: lost, deliveredSeconds: Math.floor(totalMilliseconds(delivered) / 1000) };
}

/** A total order of the events that matter, so that any shuffle of the list reads the same. */
function byTime(a: CallEvent, b: CallEvent): number {
  return a.at.epochMilliseconds - b.at.epochMilliseconds || (order[a.type] ?? 0) - (order[b.type] ?? 0) || compareCauses(a, b);
}

function compareCauses(a: CallEvent, b: CallEvent): number {
  const [first, second] = [a, b].map((event) => (event.type === 'interrupted' ? event.cause : ''));
  if (first === second) return 0;
  // The platform's name comes last at one instant and so is the one that stays.
  if (first === 'platform' || second === 'platform') return first === 'platform' ? 1 : -1;
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return a.epochMilliseconds < b.epochMilliseconds;
}
