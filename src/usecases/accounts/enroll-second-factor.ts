import type { Caller } from '../../core/access/caller.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';

export interface OfferedSecondFactor {
  /** Base 32. */
  readonly secret: string;
  readonly uri: string;
  /** Shown once. */
  readonly recoveryCodes: readonly string[];
}

/**
 * After the password of an account without a second factor: a new secret, which counts once a code of it has been typed. Refusals:
 * `not-signed-in` without the first step, `not-allowed` for an account that has a factor (a thief of the password could replace it).
 */
export async function enrollSecondFactor(
  deps: Pick<AccountDependencies, 'clock' | 'work' | 'secondFactor' | 'tokens'>,
  caller: Caller,
  pendingToken: string | null,
): Promise<OfferedSecondFactor> {
  demand(caller, 'enroll-second-factor');
  const secret = deps.secondFactor.newSecret();
  const recovery = deps.secondFactor.newRecoveryCodes();
  return deps.work.run(async ({ staff }) => {
    const pending = pendingToken ? await staff.findPending(deps.tokens.hashOf(pendingToken), deps.clock.now()) : null;
    if (!pending) throw new Refusal('not-signed-in');
    if (!(await staff.offerSecondFactor(pending.staff, secret.sealed, recovery.hashes))) throw new Refusal('not-allowed');
    return { secret: secret.text, uri: deps.secondFactor.uriOf(secret.text, pending.staff.email), recoveryCodes: recovery.codes };
  });
}
