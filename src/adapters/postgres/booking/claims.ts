import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ClaimResource } from '../../../core/scheduling/admission-facts.ts';
import type { VisitId } from '../../../core/shared/ids.ts';
import type { Claims } from '../../../ports/claims.ts';
import { readRange, writeRange } from '../range.ts';
import type { TransactionScope } from '../transaction-scope.ts';

/** Claims within one transaction. What the constraint refuses becomes SlotTaken when the transaction ends, at the latest. */
export function postgresClaims({ db, write }: TransactionScope): Claims {
  return {
    async lock(keys, now) {
      const hashes = keys.map(lockKey).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      const facilities = keys.flatMap((key) => (key.startsWith('stations:') ? [key.slice('stations:'.length)] : []));
      const at = now.toString();
      write({
        execute: () =>
          sql`select pg_advisory_xact_lock(key) from unnest(${hashes.map(String)}::bigint[]) with ordinality as wanted (key, place) order by place`.execute(
            db,
          ),
      });
      write({
        execute: () =>
          sql`
          update claims set released_at = ${at}::timestamptz
          where released_at is null and expires_at <= ${at}::timestamptz
            and (facility_id = any(${facilities}::text[]) or resource = any(${[...keys]}::text[]))`.execute(db),
      });
    },

    async take(visitId, wishes, expiresAt) {
      const rows = JSON.stringify(wishes.map(({ resource, during }) => ({ resource, during: writeRange(during) })));
      write({
        execute: () =>
          sql`
          insert into claims (agency_id, facility_id, visit_id, resource, during, expires_at)
          select v.agency_id, v.facility_id, v.id, wish.resource, wish.during, ${expiresAt?.toString() ?? null}::timestamptz
          from visits v, jsonb_to_recordset(${rows}::jsonb) as wish (resource text, during tstzrange)
          where v.id = ${visitId} order by wish.resource`.execute(db),
      });
    },

    async keepUntil(visitId, expiresAt) {
      write(
        db
          .updateTable('claims')
          .set({ expires_at: expiresAt?.toString() ?? null })
          .where('visit_id', '=', visitId)
          .where('released_at', 'is', null),
      );
    },

    async release(visitId, now) {
      write(db.updateTable('claims').set({ released_at: now.toString() }).where('visit_id', '=', visitId).where('released_at', 'is', null));
    },

    async of(visitId: VisitId) {
      const rows = await db
        .selectFrom('claims')
        .select(['resource', 'during'])
        .where('visit_id', '=', visitId)
        .where('released_at', 'is', null)
        .orderBy('resource')
        .execute();
      return rows.map(({ resource, during }) => ({ resource: resource as ClaimResource, during: readRange(during), visitId }));
    },
  };
}

/** 64 bits of a hash: keys of different kinds must not queue on each other by chance. */
function lockKey(key: string): bigint {
  return createHash('sha256').update(key).digest().readBigInt64BE(0);
}
