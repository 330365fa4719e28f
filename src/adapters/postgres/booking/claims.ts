import { sql } from 'kysely';
import type { ClaimResource } from '../../../core/scheduling/admission-facts.ts';
import type { VisitId } from '../../../core/shared/ids.ts';
import { type Claims, SlotTaken } from '../../../ports/claims.ts';
import { readRange, writeRange } from '../range.ts';
import type { TransactionScope } from '../transaction-scope.ts';

/** Keeps our advisory locks apart from those of others in the same database. */
const LOCK_SEED = 7_305;

/** Claims within one transaction. What the constraint refuses becomes SlotTaken when the transaction ends, at the latest. */
export function postgresClaims({ db, write }: TransactionScope): Claims {
  return {
    async lock(residentId, visitorId, now) {
      const resident = `resident:${residentId}`;
      const visitor = `visitor:${visitorId}`;
      const facility = sql`(select facility_id from residents where id = ${residentId})`;
      const at = sql`${now.toString()}::timestamptz`;
      write({
        compile: () =>
          sql`
          select pg_advisory_xact_lock(key) from (
            select hashtextextended(name, ${LOCK_SEED}) as key
            from (values (${resident}), (${visitor}), ('stations:' || ${facility})) wanted (name) where name is not null order by key
          ) sorted`.compile(db),
      });
      write({
        compile: () =>
          sql`
          with expired as materialized (
            select id, facility_id, resource from claims where released_at is null and expires_at is not null and expires_at <= ${at}
          )
          update claims set released_at = ${at} from expired
          where claims.id = expired.id and claims.released_at is null and claims.expires_at <= ${at}
            and (expired.facility_id = ${facility} or expired.resource in (${resident}, ${visitor}))`.compile(db),
      });
    },

    async take(visitId, wishes, expiresAt) {
      const rows = JSON.stringify(wishes.map(({ resource, during }) => ({ resource, during: writeRange(during) })));
      write({
        compile: () =>
          sql`
          insert into claims (agency_id, facility_id, visit_id, resource, during, expires_at)
          select v.agency_id, v.facility_id, v.id, wish.resource, wish.during, ${expiresAt?.toString() ?? null}::timestamptz
          from visits v, jsonb_to_recordset(${rows}::jsonb) as wish (resource text, during tstzrange)
          where v.id = ${visitId} order by wish.resource`.compile(db),
      });
    },

    async keepUntil(visitId, expiresAt) {
      const kept = db
        .updateTable('claims')
        .set({ expires_at: expiresAt?.toString() ?? null })
        .where('visit_id', '=', visitId)
        .where('released_at', 'is', null);
      write(kept, (changedRows) => {
        if (changedRows === 0) throw new SlotTaken();
      });
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
