import { setTimeout as pause } from 'node:timers/promises';

/** Longer than the slower branch of any door that must not tell by its speed whether an address is known. */
const FLOOR_MILLISECONDS = 250;

/** Answers not before the floor, whether the work succeeds or refuses. */
export async function inEvenTime<Answer>(work: Promise<Answer>): Promise<Answer> {
  const [outcome] = await Promise.allSettled([work, pause(FLOOR_MILLISECONDS)]);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
