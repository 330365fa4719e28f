import type { Notices } from '../../../ports/notices.ts';
import type { QueuedMail } from '../../../ports/queued-mail.ts';
import { writeInstant } from '../range.ts';
import type { TransactionScope } from '../transaction-scope.ts';

/** The outbox within one transaction: a mail exists if, and only if, the change it tells of does. The sweep of every second finds it. */
export function putMail(
  { clock, put }: Pick<TransactionScope, 'clock' | 'put'>,
  { to, ...said }: QueuedMail,
  about: { readonly visit_id: string; readonly kind: string } | null,
): void {
  put('mails', [
    {
      to_address: to,
      said,
      created_at: writeInstant(clock.now()),
      visit_id: about?.visit_id ?? null,
      kind: about?.kind ?? null,
    },
  ]);
}

/** Mails about accounts. */
export function postgresAccountMails(scope: Pick<TransactionScope, 'clock' | 'put'>): Pick<Notices, 'queueAccountMail'> {
  return {
    async queueAccountMail(mail) {
      putMail(scope, mail, null);
    },
  };
}
