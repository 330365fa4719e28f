import type { Caller } from '../../core/access/caller.ts';
import type { VisitorRecord } from '../../ports/visitor-accounts.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';
import { countAttempt, forgetAttempts, passwordAttempts } from './guard-attempts.ts';
import { openVisitorAccount } from './open-visitor-account.ts';

/** Signs a visitor in. Refusals: `wrong-email-or-password`, `email-not-verified` (only with the right password), `too-many-attempts`. */
export async function signInVisitor(
  deps: Pick<AccountDependencies, 'clock' | 'work' | 'visitorSignIn'>,
  caller: Caller,
  email: string,
  password: string,
): Promise<{ readonly visitor: VisitorRecord; readonly cookies: readonly string[] }> {
  demand(caller, 'sign-in');
  const account = `visitor ${email}`;
  await countAttempt(deps, account, passwordAttempts);
  const signedIn = await deps.visitorSignIn.signIn(email, password);
  if (signedIn === 'wrong') throw new Refusal('wrong-email-or-password');
  await forgetAttempts(deps, account);
  if (signedIn === 'not-verified') throw new Refusal('email-not-verified');
  const visitor = await openVisitorAccount(deps, signedIn.account, 'visitor-signed-in');
  if (!visitor) {
    // The account outlived its visitor: a deletion was cut short after our part of it.
    await deps.visitorSignIn.deleteAccount(signedIn.account.authUserId);
    throw new Refusal('wrong-email-or-password');
  }
  return { visitor, cookies: signedIn.cookies };
}
