import type { Caller } from '../../core/access/caller.ts';
import type { VisitorRecord } from '../../ports/visitor-accounts.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';
import { openVisitorAccount } from './open-visitor-account.ts';

/** Verifies an address by the token of its mail and signs in. Refusals: `link-expired` for a token that is wrong, old or used. */
export async function verifyEmail(
  deps: Pick<AccountDependencies, 'clock' | 'work' | 'visitorSignIn'>,
  caller: Caller,
  token: string,
): Promise<{ readonly visitor: VisitorRecord; readonly cookies: readonly string[] }> {
  demand(caller, 'verify-email');
  const signedIn = await deps.visitorSignIn.verifyEmail(token);
  const visitor = signedIn && (await openVisitorAccount(deps, signedIn.account, 'visitor-verified'));
  if (!visitor) throw new Refusal('link-expired');
  return { visitor, cookies: signedIn.cookies };
}
