import type { CallEvent } from './call-events.ts';
import type { Look } from './watch.ts';

/** Whether people can join, from the booked start on until the call is live: a media server that is away lets nobody in. */
export function watchEntry({ call, seen, context, now }: Look): CallEvent[] {
  if (call.liveAt) return [];
  if (seen.mediaServer === 'answering') return call.closedSince ? [{ type: 'open-to-joining', at: now }] : [];
  const isAwaited = now.epochMilliseconds >= context.booked.start.epochMilliseconds;
  return isAwaited && !call.closedSince ? [{ type: 'closed-to-joining', at: now }] : [];
}
