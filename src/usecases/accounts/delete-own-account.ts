import type { Caller } from '../../core/access/caller.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';
import { countAttempt, forgetAttempts, passwordAttempts } from './guard-attempts.ts';

/**
 * Deletes the caller's account after the password was typed again. Name, address, birth date and mails go; visits, money and audit log stay
 * with the id alone, as the law asks, and a limit put on the person keeps who it is about. Refusals: `wrong-email-or-password`, `open-visits-remain` with their number, `too-many-attempts`.
 */
export async function deleteOwnAccount(
  deps: Pick<AccountDependencies, 'clock' | 'work' | 'visitorSignIn'>,
  caller: Caller,
  password: string,
): Promise<void> {
  const by = demand(caller, 'delete-own-account');
  const visitor = await deps.work.run(({ visitors }) => visitors.find(by.visitorId));
  if (!visitor) throw new Refusal('not-signed-in');
  const account = `visitor ${visitor.email}`;
  await countAttempt(deps, account, passwordAttempts);
  if (!(await deps.visitorSignIn.passwordFits(visitor.authUserId, password))) throw new Refusal('wrong-email-or-password');
  await forgetAttempts(deps, account);
  await deps.work.run(async ({ visitors, audit }) => {
    const open = await visitors.countOpenVisits(by.visitorId);
    if (open > 0) throw new Refusal('open-visits-remain', { detail: { openVisits: open } });
    await visitors.anonymize(by.visitorId, deps.clock.now());
    await audit.append(by, 'visitor-web', { agencyId: null, act: 'visitor-account-deleted', subjectId: by.visitorId });
  });
  // Last, because it cannot join the transaction: cut short here, the visitor is already gone and a sign-in finishes the deletion.
  await deps.visitorSignIn.deleteAccount(visitor.authUserId);
}
