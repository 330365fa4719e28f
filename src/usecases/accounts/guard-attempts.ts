import type { Temporal } from '../../core/shared/time.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';

type Parts = Pick<AccountDependencies, 'clock' | 'work'>;

/** How many wrong secrets an account or device may see in a window, whatever address they come from. */
export interface AttemptLimit {
  readonly most: number;
  readonly windowMinutes: number;
}

/** Ten guesses a quarter of an hour: enough for a forgetful owner, some 350,000 a year for a guesser, far from enough against ten characters. */
export const passwordAttempts: AttemptLimit = { most: 10, windowMinutes: 15 };
/** Mails of one kind to one address, so that nobody's mailbox is filled through us. */
export const mailAttempts: AttemptLimit = { most: 5, windowMinutes: 60 };

/** Throws `too-many-attempts` with `retryAfterSeconds` when the account has used its window up; unknown accounts count alike. */
export async function refuseGuessing(parts: Parts, account: string, limit: AttemptLimit): Promise<void> {
  const now = parts.clock.now();
  const known = await parts.work.run(({ failures }) => failures.countSince(account, windowStart(now, limit)));
  if (!known || known.failures < limit.most) return;
  const opensAt = known.firstAt.add({ minutes: limit.windowMinutes });
  throw new Refusal('too-many-attempts', { detail: { retryAfterSeconds: Math.max(1, Math.ceil(now.until(opensAt).total('seconds'))) } });
}

/**
 * Counts a try before it is judged, so that guesses sent all at once do not slip past the limit together; who was right is forgotten again
 * with `forgetAttempts`. Throws `too-many-attempts` as above.
 */
export async function countAttempt(parts: Parts, account: string, limit: AttemptLimit): Promise<void> {
  if ((await noteAttempt(parts, account, limit)) > limit.most) await refuseGuessing(parts, account, limit);
}

/** Counts a wrong secret; in a transaction of its own, because the refusal that follows undoes everything else. */
export async function noteAttempt(parts: Parts, account: string, limit: AttemptLimit): Promise<number> {
  const now = parts.clock.now();
  return parts.work.run(({ failures }) => failures.note(account, now, windowStart(now, limit)));
}

export async function forgetAttempts(parts: Parts, account: string): Promise<void> {
  await parts.work.run(({ failures }) => failures.clear(account));
}

function windowStart(now: Temporal.Instant, limit: AttemptLimit): Temporal.Instant {
  return now.subtract({ minutes: limit.windowMinutes });
}
