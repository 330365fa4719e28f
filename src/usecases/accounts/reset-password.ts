import type { Caller } from '../../core/access/caller.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';
import { refuseWeakPassword } from './password-strength.ts';

/** Sets a new password by the token of a mail and ends every sign-in of the account. Refusals: `password-too-weak`, `link-expired`. */
export async function resetPassword(
  deps: Pick<AccountDependencies, 'visitorSignIn' | 'work'>,
  caller: Caller,
  token: string,
  password: string,
): Promise<void> {
  demand(caller, 'reset-password');
  refuseWeakPassword(password, {});
  if (!(await deps.visitorSignIn.resetPassword(token, password))) throw new Refusal('link-expired');
  await deps.work.run(({ audit }) => audit.append(caller, 'visitor-web', { agencyId: null, act: 'password-reset', subjectId: null }));
}
