import type { Notices } from '../../../ports/notices.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { postgresVisitSheets } from '../visits/visit-sheets.ts';
import { postgresAccountMails, putMail } from './account-mails.ts';

/** Mails to visitors, about visits and about their accounts. */
export function postgresNotices(scope: TransactionScope): Notices {
  return {
    ...postgresAccountMails(scope),
    async queue(visitId, kind) {
      const sheet = await postgresVisitSheets(scope).of({ kind: 'system', channel: 'deadline' }, visitId);
      const mail = sheet && scope.composeMail(sheet, kind, scope.clock.now());
      if (mail) putMail(scope, mail, { visit_id: visitId, kind });
    },
  };
}
