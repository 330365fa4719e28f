import { sql } from 'kysely';
import type { Outbox } from '../../../ports/outbox.ts';
import type { Said } from '../column-types.ts';
import type { Database } from '../database.ts';

/** Wait before a mail that the mail server did not take is tried again; doubles with every attempt up to about an hour. */
const FIRST_WAIT_SECONDS = 30;
const MOST_DOUBLINGS = 7;

interface OutboxRow {
  readonly id: string;
  readonly to_address: string;
  readonly said: Said;
}

/** The outbox over the pool. */
export function postgresOutbox(db: Database): Outbox {
  return {
    async take(now, most) {
      const at = sql`${now.toString()}::timestamptz`;
      const { rows } = await sql<OutboxRow>`
        with waiting as (
          select id from outbox_mails where sent_at is null and (next_try_at is null or next_try_at <= ${at})
          order by id limit ${most} for update skip locked
        )
        update outbox_mails m set attempts = attempts + 1,
          next_try_at = ${at} + make_interval(secs => ${FIRST_WAIT_SECONDS}::int * power(2, least(attempts, ${MOST_DOUBLINGS}::int)))
        from waiting where m.id = waiting.id
        returning m.id, m.to_address, m.said`.execute(db);
      return rows.map((row) => ({ id: row.id, mail: { to: row.to_address, ...row.said } }));
    },
    async markSent(id, now, keepsBodies) {
      await db
        .updateTable('outbox_mails')
        .set({ sent_at: now.toString(), ...(keepsBodies ? {} : { said: null }) })
        .where('id', '=', id)
        .execute();
    },
  };
}
