import type { CallEvent } from './call-events.ts';
import type { Look } from './watch.ts';

/** The server's clock (V3): one warning for each of the policy's seconds, and the end at the booked end. */
export function watchClock({ call, context, now }: Look): CallEvent[] {
  if (!call.liveAt || !call.endsAt || call.status === 'ended') return [];
  const left = call.endsAt.epochMilliseconds - now.epochMilliseconds;
  if (left <= 0) return [{ type: 'ended', cause: 'time-is-up', at: call.endsAt }];

  const leftAtLive = call.endsAt.epochMilliseconds - call.liveAt.epochMilliseconds;
  const alreadyWarned = Math.min(Number.POSITIVE_INFINITY, ...call.warnedSeconds);
  // A watcher that was away tells the latest warning only; one that was due before the call went live is not told at all.
  const due = context.policy.warningsSeconds.filter(
    (seconds) => seconds * 1000 >= left && seconds * 1000 <= leftAtLive && seconds < alreadyWarned,
  );
  return due.length > 0 ? [{ type: 'warned', secondsLeft: Math.min(...due), at: now }] : [];
}
