import { type RawBuilder, sql } from 'kysely';
import type { StaffCaller } from '../../../core/access/caller.ts';
import type { Interval } from '../../../core/shared/interval.ts';
import type { Temporal } from '../../../core/shared/time.ts';
import type { StaffReadings } from '../../../ports/staff-readings.ts';
import type { Database } from '../database.ts';
import { LONGEST_VISIT_HOURS } from '../longest-visit.ts';

type RailCounts = Awaited<ReturnType<StaffReadings['counts']>>;

/** What the rail of the staff pages counts. */
export async function railCounts(db: Database, by: StaffCaller, day: Interval): Promise<RailCounts> {
  const { rows } = await railCountsOf(by, day).execute(db);
  const [counts] = rows;
  return { queue: counts?.queue ?? 0, today: counts?.today ?? 0, live: counts?.live ?? 0 };
}

/**
 * Its statement. Every page of every member of staff asks it, and again with every change, so that it reads the requests that wait and the
 * visits of two days, by their indexes, and never all there have been.
 */
export function railCountsOf(by: StaffCaller, day: Interval): RawBuilder<RailCounts> {
  const own =
    by.facilityId === null
      ? sql`v.facility_id in (select id from facilities where agency_id = ${by.agencyId})`
      : sql`v.facility_id = ${by.facilityId} and v.agency_id = ${by.agencyId}`;
  const at = (instant: Temporal.Instant) => sql`${instant.toString()}::timestamptz`;
  const longest = day.start.subtract({ hours: LONGEST_VISIT_HOURS });
  return sql<RailCounts>`
    select (select count(*)::int from visits v where ${own} and v.status = 'requested') as queue,
      count(*) filter (where v.status in ('confirmed', 'joinable', 'in-call', 'ended', 'no-show') and lower(v.during) >= ${at(day.start)})::int as today,
      count(*) filter (where v.status = 'in-call')::int as live
    from visits v where ${own} and lower(v.during) >= ${at(longest)} and lower(v.during) < ${at(day.end)}`;
}
