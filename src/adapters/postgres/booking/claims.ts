import { CompiledQuery, sql } from 'kysely';
import type { ClaimResource } from '../../../core/scheduling/admission-facts.ts';
import type { VisitId } from '../../../core/shared/ids.ts';
import { overlaps } from '../../../core/shared/interval.ts';
import type { Claims } from '../../../ports/claims.ts';
import { readRange, writeInstant, writeRange } from '../range.ts';
import type { QuestionOfMany, TransactionScope } from '../transaction-scope.ts';
import { askers } from '../turns/of-many.ts';

/** Keeps our advisory locks apart from those of others in the same database. */
const LOCK_SEED = 7_305;

const names = `(values ('resident:' || q.v1), ('visitor:' || q.v2), ('stations:' || (select facility_id from residents where id = q.v1))) names (name)`;
/**
 * The locks of resident, visitor and the facility's stations, for one work or several at once: always in the same order, and before any of them
 * has anything else, so that nobody who waits for them keeps what others wait for.
 */
const locks: QuestionOfMany = {
  name: 'locks-of-many',
  locks: true,
  text: `
    select 1 as place, count(pg_advisory_xact_lock(key)) from (
      select distinct hashtextextended(name, ${LOCK_SEED}) as key
      from ${askers(['text', 'text'])} cross join lateral ${names} where name is not null order by key
    ) sorted`,
};

/** Claims within one transaction. What the constraint refuses becomes SlotTaken when the transaction ends, at the latest. */
export function postgresClaims({ db, put, write, turn, seen, clock }: TransactionScope): Claims {
  /**
   * Whoever decides about a lapsed visit in this very moment keeps its row locked: it is left alone, and the constraint waits for the outcome.
   * Whoever comes later finds the row locked here, and then no claims. `num_nonnulls` as in change-parts.ts.
   */
  const releaseLapsed = (visits: readonly VisitId[]) => {
    const at = writeInstant(clock.now());
    write({
      compile: () =>
        sql`
        with lapsed as materialized (
          select id from visits where id = any(${[...visits]}::text[]) and status in ('held', 'requested', 'revised') and lapses_at <= ${at}::timestamptz
          for update skip locked
        )
        update claims set released_at = ${at}::timestamptz from lapsed where claims.visit_id = lapsed.id and num_nonnulls(claims.released_at) = 0`.compile(
          db,
        ),
    });
  };

  return {
    async lock(residentId, visitorId) {
      if (turn) {
        // Stations are owned when the facts are there (facts-reader.ts): until then nothing is decided.
        await turn.own([`resident:${residentId}`, `visitor:${visitorId}`]);
        turn.ask(locks, [residentId, visitorId]).catch(() => undefined);
        return;
      }
      write({ compile: () => CompiledQuery.raw(locks.text, [[residentId], [visitorId]]) });
    },

    async take(visit, wishes) {
      const inTheWay = seen.pair?.lapsedClaims?.filter((claim) =>
        wishes.some(({ resource, during }) => resource === claim.resource && overlaps(during, claim.during)),
      );
      if (inTheWay && inTheWay.length > 0) releaseLapsed([...new Set(inTheWay.map(({ visitId }) => visitId))]);
      put(
        'claims',
        wishes.map(({ resource, during }) => ({
          agency_id: visit.agencyId,
          facility_id: visit.facilityId,
          visit_id: visit.id,
          resource,
          during: writeRange(during),
        })),
      );
    },

    async demand(visitId) {
      put('claimedVisit', [{ visit_id: visitId }]);
    },

    async release(visitId, now) {
      put('releasedClaims', [{ visit_id: visitId, released_at: writeInstant(now) }]);
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
