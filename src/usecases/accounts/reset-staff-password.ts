import type { Caller } from '../../core/access/caller.ts';
import type { SetupTransaction } from '../../ports/setup-work.ts';
import type { StaffRecord } from '../../ports/staff-accounts.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';
import { accountLink, accountMail } from './account-mails.ts';
import { forgetAttempts, mailAttempts, noteAttempt } from './guard-attempts.ts';
import { refuseWeakPassword } from './password-strength.ts';

type Parts = Pick<AccountDependencies, 'clock' | 'work' | 'staffSignIn' | 'publicUrl'>;

/**
 * Mails a link to choose a new password; says the same for unknown addresses, for those whose link would be refused, and after the fifth mail
 * within an hour. Staff have no language of their own: the mail speaks that of the page on which it was asked for.
 */
export async function requestStaffPasswordReset(deps: Parts, caller: Caller, email: string, language: 'en' | 'es'): Promise<void> {
  demand(caller, 'reset-password');
  if ((await noteAttempt(deps, `staff reset mail ${email}`, mailAttempts)) > mailAttempts.most) return;
  const authUserId = await deps.staffSignIn.accountByEmail(email);
  if (!authUserId || !(await deps.work.run((transaction) => mayReset(transaction, authUserId)))) return;
  const token = await deps.staffSignIn.openReset(authUserId);
  await deps.work.run(async (transaction) => {
    const member = await mayReset(transaction, authUserId);
    if (!member) return;
    const mail = accountMail('staff-reset', language, accountLink(deps.publicUrl, 'staff-reset', token));
    await transaction.notices.queueAccountMail({ to: member.email, ...mail });
    await transaction.audit.append(caller, 'staff-web', {
      agencyId: member.agencyId,
      act: 'staff-password-forgotten',
      subjectId: member.id,
    });
  });
}

/**
 * Sets a new password by the token of a mail, and ends every sign-in of the account, half-done ones too; nobody is signed in by it. Refusals:
 * `password-too-weak` (the link can be used again), `link-expired`.
 */
export async function resetStaffPassword(deps: Parts, caller: Caller, token: string, password: string): Promise<void> {
  demand(caller, 'reset-password');
  const authUserId = await deps.staffSignIn.accountOfReset(token);
  const member = authUserId && (await deps.work.run((transaction) => mayReset(transaction, authUserId)));
  if (!member) throw new Refusal('link-expired');
  refuseWeakPassword(password, member);
  if (!(await deps.staffSignIn.resetPassword(token, password))) throw new Refusal('link-expired');
  await deps.work.run(async ({ staff, audit }) => {
    await staff.endPendingOf(member.id);
    await audit.append(caller, 'staff-web', { agencyId: member.agencyId, act: 'staff-password-reset', subjectId: member.id });
  });
  // Whoever guessed at the old password must not keep its owner from the new one.
  await forgetAttempts(deps, `staff ${member.email}`);
}

/**
 * Staff who work here and have a second factor. Without one the mailbox alone would open the account, because whoever has the password may
 * enroll the factor; such a password is replaced by the operator (`npm run setup -- --new-password`).
 */
async function mayReset({ staff }: SetupTransaction, authUserId: string): Promise<StaffRecord | null> {
  const member = await staff.findByAuthUser(authUserId);
  return member && (await staff.secondFactorOf(member.id))?.enrolled ? member : null;
}
