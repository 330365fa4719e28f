import type { Caller } from '../../core/access/caller.ts';
import { demand } from '../demand.ts';
import type { AccountDependencies } from './account-dependencies.ts';
import { mailAttempts, noteAttempt } from './guard-attempts.ts';

type Parts = Pick<AccountDependencies, 'clock' | 'work' | 'visitorSignIn'>;

/** Sends the verification mail again; says the same for unknown and verified addresses, and after the fifth mail within an hour. */
export async function resendVerification(deps: Parts, caller: Caller, email: string): Promise<void> {
  demand(caller, 'verify-email');
  if ((await noteAttempt(deps, `verification mail ${email}`, mailAttempts)) <= mailAttempts.most)
    await deps.visitorSignIn.sendVerification(email);
}

/** Mails a link to choose a new password; says the same for unknown addresses, and after the fifth mail within an hour. */
export async function requestPasswordReset(deps: Parts, caller: Caller, email: string): Promise<void> {
  demand(caller, 'reset-password');
  if ((await noteAttempt(deps, `reset mail ${email}`, mailAttempts)) <= mailAttempts.most)
    await deps.visitorSignIn.sendPasswordReset(email);
}
