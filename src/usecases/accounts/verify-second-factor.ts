import type { Caller, StaffCaller } from '../../core/access/caller.ts';
import type { SetupTransaction } from '../../ports/setup-work.ts';
import type { PendingSignIn } from '../../ports/staff-accounts.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';
import { forgetAttempts, noteAttempt, refuseGuessing } from './guard-attempts.ts';

type Parts = Pick<AccountDependencies, 'clock' | 'work' | 'secondFactor' | 'tokens' | 'staffSignIn'>;
type Outcome =
  | { readonly how: 'code' | 'recovery-code'; readonly pending: PendingSignIn }
  | { readonly refused: 'wrong-code' | 'enrollment-needed' }
  | null;

/** Wrong codes after which the password must be typed again. */
const MOST_WRONG_CODES = 5;
/** Ten wrong codes in a quarter of an hour, over any number of sign-ins: one chance in 33,000 for somebody who has the password. */
const codeAttempts = { most: 10, windowMinutes: 15 } as const;

/**
 * Second factor: a code of the app, which counts once, or a recovery code. Signs in; the first right code enrolls the factor. Refusals:
 * `not-signed-in` without (or too long after) the first step, `enrollment-needed`, `wrong-code`, `too-many-attempts`.
 */
export async function verifySecondFactor(
  deps: Parts,
  caller: Caller,
  pendingToken: string | null,
  code: string,
): Promise<{ readonly cookie: string; readonly seconds: number }> {
  demand(caller, 'verify-second-factor');
  const hash = pendingToken ? deps.tokens.hashOf(pendingToken) : null;
  const staffId = hash ? await deps.work.run(async ({ staff }) => (await staff.findPending(hash, deps.clock.now()))?.staff.id) : null;
  if (!hash || !staffId) throw new Refusal('not-signed-in');
  await refuseGuessing(deps, `code ${staffId}`, codeAttempts);
  const outcome = await deps.work.run((transaction) => tryCode(deps, transaction, hash, code));
  if (!outcome) throw new Refusal('not-signed-in');
  if ('refused' in outcome) {
    if (outcome.refused === 'wrong-code') await noteAttempt(deps, `code ${staffId}`, codeAttempts);
    throw new Refusal(outcome.refused);
  }
  await forgetAttempts(deps, `code ${staffId}`);
  return deps.staffSignIn.startSignIn(outcome.pending.staff.authUserId);
}

/** A wrong code must be counted although it is refused, so refusals are values here and the transaction commits. */
async function tryCode(deps: Parts, { staff, audit }: SetupTransaction, hash: string, code: string): Promise<Outcome> {
  const now = deps.clock.now();
  const pending = await staff.findPending(hash, now);
  if (!pending) return null;
  const { id, agencyId, facilityId, roles } = pending.staff;
  const by: StaffCaller = { kind: 'staff', staffId: id, agencyId, facilityId, roles };
  const factor = await staff.secondFactorOf(id);
  if (!factor) return { refused: 'enrollment-needed' };
  const step = deps.secondFactor.stepOf(factor.sealed, code, now);
  const byApp = step !== null && (await staff.useStep(id, step, now));
  const byRecovery = !byApp && (await staff.useRecoveryCode(id, deps.secondFactor.hashRecoveryCode(code)));
  if (!byApp && !byRecovery) {
    await staff.countWrongCode(hash);
    if (pending.wrongCodes + 1 >= MOST_WRONG_CODES) await staff.closePending(hash);
    await audit.append(by, 'staff-web', { agencyId, act: 'staff-code-refused', subjectId: id });
    return { refused: 'wrong-code' };
  }
  await staff.closePending(hash);
  const how = byApp ? 'code' : 'recovery-code';
  if (!factor.enrolled) await audit.append(by, 'staff-web', { agencyId, act: 'second-factor-enrolled', subjectId: id });
  await audit.append(by, 'staff-web', { agencyId, act: 'staff-signed-in', subjectId: id, detail: { how } });
  return { how, pending };
}
