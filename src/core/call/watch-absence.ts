import { laterOf, type Temporal } from '../shared/time.ts';
import type { Call } from './call.ts';
import type { CallEvent } from './call-events.ts';
import type { Look } from './watch.ts';

/** The watcher looks twice a second; three looks missed in a row are no coincidence. */
const absenceMilliseconds = 2000;
/** A page tries again at most 8 seconds after its last attempt (livekit-client's reconnect policy), and then needs a moment to be back. */
const returningMilliseconds = 10_000;

/**
 * Whether nobody looked for a while at a call that people were to come to, or that has been live: the app, through which pages signal and
 * come back, or its database was away. What is lost meanwhile is not a side's fault, and neither is who did not come.
 */
export function watchAbsence({ call, seen, context, now }: Look): CallEvent[] {
  const begun = call.liveAt ?? context.booked.start;
  const since = [call.unwatched.at(-1)?.end ?? begun, seen.lookedBeforeAt ?? begun].reduce(laterOf, begun);
  return now.epochMilliseconds - since.epochMilliseconds > absenceMilliseconds ? [{ type: 'unwatched', since, at: now }] : [];
}

/**
 * From when on a loss that began at `lostAt` is the platform's because nobody looked: from its beginning when it began meanwhile or while
 * pages were still coming back; from the beginning of the absence when the side was lost before, as nobody could come back then; else null.
 * Of several absences the earliest that fits counts: the loss may be seen only after the next.
 */
export function oursSince({ unwatched }: Call, lostAt: Temporal.Instant): Temporal.Instant | null {
  const absence = unwatched.find(({ end }) => lostAt.epochMilliseconds <= end.epochMilliseconds + returningMilliseconds);
  return absence ? laterOf(lostAt, absence.start) : null;
}
