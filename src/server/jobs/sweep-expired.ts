import type { Clock } from '../../ports/clock.ts';
import type { IdempotencyStore } from '../../ports/idempotency-store.ts';
import type { SetupWork } from '../../ports/setup-work.ts';

export interface SweepParts {
  readonly clock: Clock;
  readonly work: SetupWork;
  readonly idempotency: IdempotencyStore;
}

/** Deletes what nothing asks for any more: answers kept for repeated requests, and counts of wrong secrets whose window is over. */
export async function sweepExpired({ clock, work, idempotency }: SweepParts): Promise<void> {
  await idempotency.sweep(clock.now());
  await work.run(({ failures }) => failures.sweep(clock.now()));
}
