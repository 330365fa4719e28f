import { visitCalendar } from '../../src/adapters/calendar-ical/visit-calendar.ts';
import type { Database } from '../../src/adapters/postgres/database.ts';
import type { VisitId } from '../../src/core/shared/ids.ts';
import type { Mail } from '../../src/ports/mailer.ts';
import type { NoticeKind } from '../../src/ports/notices.ts';
import { dressMails } from '../../src/usecases/notices/dress-mail.ts';

export const dressMail = dressMails(visitCalendar);

/** Mails queued about a visit, oldest first, as they are sent. */
export async function mailsOf(db: Database, id: VisitId): Promise<readonly (Mail & { readonly kind: NoticeKind })[]> {
  const rows = await db.selectFrom('outbox_mails').selectAll().where('visit_id', '=', id).orderBy('id').execute();
  return rows.map(({ to_address: to, said, kind }) => {
    if (said === null) throw new Error('this mail was emptied');
    return { kind: kind as NoticeKind, ...dressMail({ to, ...said }) };
  });
}
