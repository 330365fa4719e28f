import type { Temporal } from '../../../core/shared/time.ts';
import type { ClaimedKey, IdempotencyStore } from '../../../ports/idempotency-store.ts';
import type { Database } from '../database.ts';

/** Hours an answer is remembered; whoever tries again later than that has not lost a connection but changed their mind. */
const KEPT_HOURS = 24;
/** Seconds after which a request that never ended (its process was killed) no longer blocks its key. */
const ABANDONED_SECONDS = 60;

/** `idempotency_keys` in PostgreSQL. */
export function postgresIdempotencyKeys(db: Database): IdempotencyStore {
  return {
    async claim(scope, key, requestHash, now) {
      await forgetOld(db, scope, now);
      const made = await db
        .insertInto('idempotency_keys')
        .values({ scope, key, request_hash: requestHash, created_at: now.toString() })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return made.numInsertedOrUpdatedRows === 1n ? { outcome: 'ours' } : readExisting(db, scope, key, requestHash);
    },
    async keep(scope, key, answer) {
      await db
        .updateTable('idempotency_keys')
        .set({ status: answer.status, body: JSON.stringify(answer.body) })
        .where('scope', '=', scope)
        .where('key', '=', key)
        .execute();
    },
    async forget(scope, key) {
      await db.deleteFrom('idempotency_keys').where('scope', '=', scope).where('key', '=', key).where('status', 'is', null).execute();
    },
    async sweep(now) {
      await db
        .deleteFrom('idempotency_keys')
        .where('created_at', '<', new Date(now.subtract({ hours: KEPT_HOURS }).epochMilliseconds))
        .execute();
    },
  };
}

async function forgetOld(db: Database, scope: string, now: Temporal.Instant): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('scope', '=', scope)
    .where((row) =>
      row.or([
        row('created_at', '<', new Date(now.subtract({ hours: KEPT_HOURS }).epochMilliseconds)),
        row.and([
          row('status', 'is', null),
          row('created_at', '<', new Date(now.subtract({ seconds: ABANDONED_SECONDS }).epochMilliseconds)),
        ]),
      ]),
    )
    .execute();
}

async function readExisting(db: Database, scope: string, key: string, requestHash: string): Promise<ClaimedKey> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'status', 'body'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return { outcome: 'running' };
  if (row.request_hash !== requestHash) return { outcome: 'reused' };
  return row.status === null ? { outcome: 'running' } : { outcome: 'answered', answer: { status: row.status, body: row.body } };
}
