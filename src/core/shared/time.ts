export { Temporal } from 'temporal-polyfill';

import type { Temporal } from 'temporal-polyfill';

/** Later of two instants. */
export function laterOf(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return a.epochMilliseconds >= b.epochMilliseconds ? a : b;
}

/** Earlier of two instants. */
export function earlierOf(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return a.epochMilliseconds <= b.epochMilliseconds ? a : b;
}
