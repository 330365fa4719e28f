import type { Caller } from '../../core/access/caller.ts';
import type { ContactRecord, VisitorRecord } from '../../ports/visitor-accounts.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';

type Parts = Pick<AccountDependencies, 'clock' | 'work'>;

/** The account of the caller. */
export async function readOwnAccount(deps: Parts, caller: Caller): Promise<VisitorRecord> {
  const { visitorId } = demand(caller, 'read-own-account');
  return deps.work.run(async ({ visitors }) => present(await visitors.find(visitorId)));
}

/** Changes name or language. */
export async function changeOwnAccount(
  deps: Parts,
  caller: Caller,
  change: { readonly name?: string; readonly language?: 'en' | 'es' },
): Promise<VisitorRecord> {
  const by = demand(caller, 'change-own-account');
  return deps.work.run(async ({ visitors, audit }) => {
    const visitor = present(await visitors.change(by.visitorId, change));
    await audit.append(by, 'visitor-web', {
      agencyId: null,
      act: 'visitor-account-changed',
      subjectId: by.visitorId,
      detail: { fields: Object.keys(change).join(' ') },
    });
    return visitor;
  });
}

/** Residents the caller is connected with; lists that named the address since the last look count at once. */
export async function listContacts(deps: Parts, caller: Caller): Promise<readonly ContactRecord[]> {
  const { visitorId } = demand(caller, 'read-contacts');
  const now = deps.clock.now();
  return deps.work.run(async ({ visitors }) => {
    await visitors.connectListed(present(await visitors.find(visitorId)), now);
    return visitors.contactsOf(visitorId);
  });
}

function present(visitor: VisitorRecord | null): VisitorRecord {
  if (!visitor) throw new Refusal('not-signed-in');
  return visitor;
}
