import type { Kysely } from 'kysely';
import type { Tables } from '../../../adapters/postgres/tables.ts';

export interface DemoMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar: string | null;
  readonly at: string;
}

const MOST_MAILS = 100;

/** Mails of the outbox, newest first; those to one address when it is named. */
export async function readMails(db: Kysely<Tables>, to: string | null): Promise<readonly DemoMail[]> {
  const rows = await db
    .selectFrom('outbox_mails')
    .selectAll()
    .$if(to !== null, (query) => query.where('to_address', '=', (to ?? '').toLowerCase()))
    .orderBy('id', 'desc')
    .limit(MOST_MAILS)
    .execute();
  return rows.map((row) => ({
    to: row.to_address,
    subject: row.subject,
    text: row.text_body,
    html: row.html_body,
    calendar: row.calendar,
    at: row.created_at.toISOString(),
  }));
}
