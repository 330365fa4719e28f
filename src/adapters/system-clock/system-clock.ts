import { Temporal } from '../../core/shared/time.ts';
import type { Clock } from '../../ports/clock.ts';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() };
