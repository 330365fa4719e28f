import type { VisitorCaller } from '../../core/access/caller.ts';
import type { VisitorRecord } from '../../ports/visitor-accounts.ts';
import type { VisitorAccount } from '../../ports/visitor-authenticator.ts';
import type { AccountDependencies } from './account-dependencies.ts';

/**
 * The visitor of a verified account. The authenticator cannot join our transaction, so the row is made, once, whenever it is first needed;
 * whoever stands on residents' visitor lists is connected with them (P2). Restrictions are not looked at here: they refuse later, and a
 * missing contact would tell of them. Null when the visitor was deleted.
 */
export async function openVisitorAccount(
  deps: Pick<AccountDependencies, 'clock' | 'work'>,
  account: VisitorAccount,
  act: 'visitor-signed-in' | 'visitor-verified',
): Promise<VisitorRecord | null> {
  const now = deps.clock.now();
  return deps.work.run(async ({ visitors, audit }) => {
    const visitor = await visitors.ensure(account, now);
    if (!visitor) return null;
    await visitors.connectListed(visitor, now);
    const by: VisitorCaller = { kind: 'visitor', visitorId: visitor.id };
    await audit.append(by, 'visitor-web', { agencyId: null, act, subjectId: visitor.id });
    return visitor;
  });
}
