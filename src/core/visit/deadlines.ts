import type { Policy } from '../facility/policy.ts';
import { earlierOf, shifted, Temporal } from '../shared/time.ts';
import type { Visit } from './visit.ts';

/** C2: the end of a hold, or of its lengthening, counted from `from`. */
export function holdEnd(from: Temporal.Instant, policy: Policy): Temporal.Instant {
  return shifted(from, policy.holdMinutes);
}

/** V1: when the waiting room of a visit that starts then opens. */
export function waitingRoomOpening(start: Temporal.Instant, policy: Pick<Policy, 'waitingRoomMinutes'>): Temporal.Instant {
  return shifted(start, -policy.waitingRoomMinutes);
}

/**
 * L3: when an unanswered request expires: `requestExpiresMinutesBefore` before its start. Where less than twice that is left (a late
 * request), half of the time left goes to whoever must answer and half to the visitor, so that the deadline is never already past.
 */
export function requestEnd(start: Temporal.Instant, policy: Policy, now: Temporal.Instant): Temporal.Instant {
  const left = start.epochMilliseconds - now.epochMilliseconds;
  const before = Math.max(0, Math.min(policy.requestExpiresMinutesBefore * 60_000, Math.floor(left / 2)));
  return Temporal.Instant.fromEpochMilliseconds(start.epochMilliseconds - before);
}

/** L2: until when a visitor may answer a revision: the policy's hours, and never beyond the end of a request for the offered start. */
export function revisionEnd(offeredStart: Temporal.Instant, policy: Policy, now: Temporal.Instant): Temporal.Instant {
  return earlierOf(shifted(now, 60 * policy.revisionAnswerHours), requestEnd(offeredStart, policy, now));
}

/**
 * When the visitor asked, for the notice of a later check (W2): the request, or for a visit still held the beginning of its hold, so that
 * a time that was early enough to be held is not too late because the form took some minutes.
 */
export function askedAt(visit: Pick<Visit, 'requestedAt' | 'holdExpiresAt' | 'holdLengthened'>, policy: Policy): Temporal.Instant | null {
  if (visit.requestedAt || !visit.holdExpiresAt) return visit.requestedAt;
  return shifted(visit.holdExpiresAt, -policy.holdMinutes * (visit.holdLengthened ? 2 : 1));
}
