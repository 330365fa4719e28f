import type { Temporal } from '../core/shared/time.ts';

/** The only source of "now". Tests turn it; nothing else in the product reads a clock to decide. */
export interface Clock {
  now(): Temporal.Instant;
}
