import type { Caller } from '../../core/access/caller.ts';
import { oldestBirthOn } from '../../core/people/birth.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';
import { accountLink, accountMail } from './account-mails.ts';
import { mailAttempts, noteAttempt } from './guard-attempts.ts';
import { refuseWeakPassword } from './password-strength.ts';

export interface SignUpWish {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** ISO date. */
  readonly birthOn: string;
  readonly language: 'en' | 'es';
}

/**
 * Opens an account that its mail must confirm. A known address is answered alike and gets a mail that says so: nobody learns here who
 * visits a jail.
 * Refusals: `password-too-weak`, `bad-input` for a birth date in the future or beyond human age.
 */
export async function signUpVisitor(
  deps: Pick<AccountDependencies, 'clock' | 'work' | 'visitorSignIn' | 'publicUrl'>,
  caller: Caller,
  wish: SignUpWish,
): Promise<void> {
  demand(caller, 'sign-up');
  refuseWeakPassword(wish.password, wish);
  refuseImpossibleBirth(wish.birthOn, deps.clock.now().toString().slice(0, 10));
  const mails = await noteAttempt(deps, `sign-up mail ${wish.email}`, mailAttempts);
  if (mails > mailAttempts.most) return;
  const outcome = await deps.visitorSignIn.signUp(wish);
  if (outcome === 'made') return;
  const mail = accountMail('already-known', wish.language, accountLink(deps.publicUrl, 'already-known'));
  await deps.work.run(({ notices }) => notices.queueAccountMail({ to: wish.email.toLowerCase(), ...mail }));
}

function refuseImpossibleBirth(birthOn: string, today: string): void {
  if (birthOn > today || birthOn < oldestBirthOn(today)) throw new Refusal('bad-input', { detail: { field: 'birthOn' } });
}
