import type { Mail } from '../../../ports/mailer.ts';
import type { Notices } from '../../../ports/notices.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { postgresVisitSheets } from '../visits/visit-sheets.ts';

/** The outbox within one transaction: a mail exists if, and only if, the change it tells of does. The sweep of every second finds it. */
export function postgresNotices(scope: TransactionScope): Notices {
  const { db, clock, write } = scope;

  const insert = (mail: Mail, about: { readonly visit_id: string; readonly kind: string } | null) => {
    write(
      db.insertInto('outbox_mails').values({
        to_address: mail.to,
        subject: mail.subject,
        text_body: mail.text,
        html_body: mail.html,
        calendar: mail.calendar ?? null,
        created_at: clock.now().toString(),
        sent_at: null,
        next_try_at: null,
        visit_id: about?.visit_id ?? null,
        kind: about?.kind ?? null,
      }),
    );
  };

  return {
    async queue(visitId, kind) {
      const sheet = await postgresVisitSheets(scope).of({ kind: 'system', channel: 'deadline' }, visitId);
      const mail = sheet && scope.composeMail(sheet, kind, clock.now());
      if (mail) insert(mail, { visit_id: visitId, kind });
      // No sheet shows the mails.
      if (scope.lastSheet) scope.lastSheet.is = sheet;
    },
    async queueAccountMail(mail) {
      insert(mail, null);
    },
  };
}
