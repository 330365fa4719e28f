import { sql } from 'kysely';
import type { VisitId } from '../../../core/shared/ids.ts';
import type { Temporal } from '../../../core/shared/time.ts';
import type { DeadlineKind, Deadlines } from '../../../ports/deadlines.ts';
import { writeInstant } from '../range.ts';
import type { TransactionScope } from '../transaction-scope.ts';

/** First wait before a deadline whose work failed is taken again; it doubles with every attempt up to sixteenfold. */
const FIRST_LEASE_SECONDS = 15;

/** Deadlines within one transaction. */
export function postgresDeadlines({ db, clock, ids, put, write, wakeAt }: TransactionScope): Deadlines {
  /**
   * Until when nobody need have decided stands in the visit's own row and is never written twice; a lapse becomes a deadline when it has
   * come, so that one whose work fails waits and comes back like any other. Most never come: somebody decides before. A visit that somebody
   * has locked is left for the next look, so that no other deadline waits for it. One that still waits after its lapse was done (by a clock
   * that was behind) gets it again after a wait.
   */
  const noteLapses = async (now: Temporal.Instant, most: number): Promise<void> => {
    const fresh = Array.from({ length: most }, () => ids.next('ddl'));
    await sql`
      insert into deadlines (id, agency_id, visit_id, kind, due_at)
      select fresh.id, v.agency_id, v.id, 'lapse', v.lapses_at
      from (
        select lapsing.*, row_number() over () as place from (
          select id, agency_id, lapses_at from visits
          where status in ('held', 'requested', 'revised') and lapses_at <= ${now.toString()}::timestamptz and not exists (
            select from deadlines d where d.visit_id = visits.id and d.kind = 'lapse' and d.due_at = visits.lapses_at and d.done_at is null)
          order by lapses_at, id limit ${most} for key share of visits skip locked
        ) lapsing
      ) v join unnest(${fresh}::text[]) with ordinality as fresh (id, place) on fresh.place = v.place
      on conflict (visit_id, kind, due_at) do update
        set done_at = null, taken_until = ${now.toString()}::timestamptz + make_interval(secs => ${FIRST_LEASE_SECONDS}::int)
        where deadlines.done_at is not null`.execute(db);
  };

  return {
    async set(agencyId, visitId, kind, dueAt) {
      put('deadlines', [{ id: ids.next('ddl'), agency_id: agencyId, visit_id: visitId, kind, due_at: writeInstant(dueAt) }]);
      // The sweep looks every second; only what is due at once is worth a job.
      if (dueAt.epochMilliseconds <= clock.now().epochMilliseconds + 1_000) wakeAt?.(dueAt);
    },

    async clear(visitId, kinds) {
      put('clearedDeadlines', [{ visit_id: visitId, kinds }]);
    },

    async takeDue(now, most) {
      await noteLapses(now, most);
      const { rows } = await sql<{ id: string; visit_id: string; kind: string }>`
        with due as (
          select id from deadlines
          where done_at is null and due_at <= ${now.toString()}::timestamptz
            and (taken_until is null or taken_until <= ${now.toString()}::timestamptz)
          order by due_at limit ${most} for update skip locked
        )
        update deadlines d set attempts = attempts + 1,
          taken_until = ${now.toString()}::timestamptz + make_interval(secs => ${FIRST_LEASE_SECONDS}::int * power(2, least(attempts, 4)))
        from due where d.id = due.id returning d.id, d.visit_id, d.kind`.execute(db);
      return rows.map((row) => ({ id: row.id, visitId: row.visit_id as VisitId, kind: row.kind as DeadlineKind }));
    },

    async markDone(id, now) {
      write(db.updateTable('deadlines').set({ done_at: now.toString() }).where('id', '=', id));
    },
  };
}
