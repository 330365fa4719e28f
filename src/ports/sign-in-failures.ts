import type { Temporal } from '../core/shared/time.ts';

/** Counts wrong secrets by account or device, known or not, so that guessing stops wherever it comes from. */
export interface SignInFailures {
  /** Failures since `windowStart`, and when the first of them was. */
  countSince(
    account: string,
    windowStart: Temporal.Instant,
  ): Promise<{ readonly failures: number; readonly firstAt: Temporal.Instant } | null>;
  /** Counts one more; a window that began before `windowStart` begins anew. Answers the count. */
  note(account: string, now: Temporal.Instant, windowStart: Temporal.Instant): Promise<number>;
  clear(account: string): Promise<void>;
  /** Deletes counts whose window is over. */
  sweep(now: Temporal.Instant): Promise<void>;
}
