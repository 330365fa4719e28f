import type { Kysely } from 'kysely';
import type { Tables } from '../../../adapters/postgres/tables.ts';
import type { DressMail } from '../../../usecases/notices/dress-mail.ts';

export interface DemoMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar: string | null;
  readonly at: string;
}

const MOST_MAILS = 100;

export interface DemoMailsParts {
  readonly db: Kysely<Tables>;
  readonly dressMail: DressMail;
}

/** Mails of the outbox as they are sent, newest first; those to one address when it is named. Of one that a mail server has taken nothing is left but when and to whom. */
export async function readMails({ db, dressMail }: DemoMailsParts, to: string | null): Promise<readonly DemoMail[]> {
  const rows = await db
    .selectFrom('outbox_mails')
    .selectAll()
    .$if(to !== null, (query) => query.where('to_address', '=', (to ?? '').toLowerCase()))
    .orderBy('id', 'desc')
    .limit(MOST_MAILS)
    .execute();
  return rows.map(({ to_address, said, created_at }) => {
    const mail = said === null ? { subject: '', text: '', html: '' } : dressMail({ to: to_address, ...said });
    return { calendar: null, ...mail, to: to_address, at: created_at.toISOString() };
  });
}
