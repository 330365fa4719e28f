import { type RawBuilder, sql } from 'kysely';
import type { StaffReadings } from '../../../ports/staff-readings.ts';
import { instantOf } from '../accounts/instants.ts';
import type { Database } from '../database.ts';

const MOST_ROWS = 100;

/** What setup pages of staff read. */
export function postgresStaffReadings(db: Database): StaffReadings {
  return {
    async auditLog(by, { before, subjectId }) {
      const rows = await db
        .selectFrom('audit_log')
        .leftJoin('staff', 'staff.id', 'audit_log.actor_id')
        .select([
          'audit_log.id',
          'audit_log.happened_at',
          'audit_log.act',
          'audit_log.actor_role',
          'audit_log.channel',
          'audit_log.subject_id',
          'audit_log.reason',
          sql<string>`coalesce(staff.name, audit_log.actor_id, audit_log.actor_kind)`.as('actor'),
        ])
        .where('audit_log.agency_id', '=', by.agencyId)
        .$if(by.facilityId !== null, (query) => query.where(concerns(by.facilityId ?? '')))
        .$if(before !== null, (query) => query.where('audit_log.id', '<', before ?? ''))
        .$if(subjectId !== null, (query) => query.where('audit_log.subject_id', '=', subjectId))
        .orderBy('audit_log.id', 'desc')
        .limit(MOST_ROWS)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        at: instantOf(row.happened_at),
        act: row.act,
        actor: row.actor,
        role: row.actor_role,
        channel: row.channel,
        subjectId: row.subject_id,
        reason: row.reason,
      }));
    },
    async counts(by, { start, end }) {
      const during = sql`tstzrange(${start.toString()}::timestamptz, ${end.toString()}::timestamptz)`;
      const row = await db
        .selectFrom('visits')
        .select([
          sql<string>`count(*) filter (where status = 'requested')`.as('queue'),
          sql<string>`count(*) filter (where status in ('confirmed', 'joinable', 'in-call', 'ended', 'no-show') and lower(during) <@ ${during})`.as(
            'today',
          ),
          sql<string>`count(*) filter (where status = 'in-call')`.as('live'),
        ])
        .where('agency_id', '=', by.agencyId)
        .$if(by.facilityId !== null, (query) => query.where('facility_id', '=', by.facilityId ?? ''))
        .executeTakeFirstOrThrow();
      return { queue: Number(row.queue), today: Number(row.today), live: Number(row.live) };
    },
  };
}

/** Lines of the log name no facility: what they are about does, or who acted. */
function concerns(facilityId: string): RawBuilder<boolean> {
  const has = (table: string, column: string) =>
    sql`exists (select from ${sql.table(table)} t where t.id = ${sql.ref(`audit_log.${column}`)} and t.facility_id = ${facilityId})`;
  const subjects = ['visits', 'recordings', 'residents', 'stations', 'staff'].map((table) => has(table, 'subject_id'));
  const actors = ['staff', 'stations', 'residents'].map((table) => has(table, 'actor_id'));
  return sql<boolean>`(audit_log.subject_id = ${facilityId} or ${sql.join([...subjects, ...actors], sql` or `)})`;
}
