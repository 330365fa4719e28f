import type { Caller } from '../../core/access/caller.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';
import { countAttempt, forgetAttempts, passwordAttempts } from './guard-attempts.ts';

/** Minutes between password and code. */
export const PENDING_MINUTES = 10;

/**
 * First factor of staff. Nobody is signed in by it: the answer is a token for the second step and what that step is.
 * Refusals: `wrong-email-or-password` (also for disabled staff), `too-many-attempts`.
 */
export async function signInStaff(
  deps: Pick<AccountDependencies, 'clock' | 'work' | 'staffSignIn' | 'tokens'>,
  caller: Caller,
  email: string,
  password: string,
): Promise<{ readonly next: 'code' | 'enroll'; readonly pendingToken: string }> {
  demand(caller, 'sign-in');
  const account = `staff ${email}`;
  await countAttempt(deps, account, passwordAttempts);
  const authUserId = await deps.staffSignIn.accountByPassword(email, password);
  const { token, hash } = deps.tokens.next();
  const next = await deps.work.run(async ({ staff, audit }) => {
    const member = authUserId ? await staff.findByAuthUser(authUserId) : null;
    if (!member) return null;
    await staff.openPending(hash, member, deps.clock.now().add({ minutes: PENDING_MINUTES }));
    await audit.append(caller, 'staff-web', { agencyId: member.agencyId, act: 'staff-password-accepted', subjectId: member.id });
    return (await staff.secondFactorOf(member.id))?.enrolled ? 'code' : 'enroll';
  });
  if (!next) throw new Refusal('wrong-email-or-password');
  await forgetAttempts(deps, account);
  return { next, pendingToken: token };
}
