import { sql } from 'kysely';
import type { StaffReadings } from '../../../ports/staff-readings.ts';
import type { Database } from '../database.ts';
import { readAuditTrail } from './audit-trail.ts';

/** What setup pages of staff read. */
export function postgresStaffReadings(db: Database): StaffReadings {
  return {
    auditTrail: (by, wish) => readAuditTrail(db, by, wish),

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
