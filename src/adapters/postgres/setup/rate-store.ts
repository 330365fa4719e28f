import { sql } from 'kysely';
import type { IdSource } from '../../../ports/id-source.ts';
import type { RateStore } from '../../../ports/rate-store.ts';
import { instantOf } from '../accounts/instants.ts';
import type { Database } from '../database.ts';
import { facilityOf } from './facility-row.ts';

/** Rates of PostgreSQL. */
export function postgresRateStore(db: Database, ids: IdSource): RateStore {
  return {
    async facilityOf(by) {
      const row = await db
        .selectFrom('facilities')
        .selectAll()
        .where('agency_id', '=', by.agencyId)
        .$if(by.facilityId !== null, (query) => query.where('id', '=', by.facilityId ?? ''))
        .orderBy('name')
        .executeTakeFirst();
      return row ? facilityOf(row) : null;
    },
    async list(facilityId) {
      const rows = await db
        .selectFrom('rates')
        .leftJoin('staff', 'staff.id', 'rates.saved_by')
        .select([
          'rates.effective_on',
          'rates.cents_per_minute',
          'rates.cap_schedule_id',
          'rates.cap_cents_per_minute',
          'rates.saved_at',
          sql<string>`coalesce(staff.name, rates.saved_by)`.as('saved_by'),
        ])
        .where('rates.facility_id', '=', facilityId)
        .orderBy('rates.effective_on', 'desc')
        .execute();
      return rows.map((row) => ({
        effectiveOn: row.effective_on,
        centsPerMinute: row.cents_per_minute,
        capScheduleId: row.cap_schedule_id,
        capCentsPerMinute: row.cap_cents_per_minute,
        savedAt: instantOf(row.saved_at),
        savedBy: row.saved_by,
      }));
    },
    async save(facility, rate, savedBy) {
      const saved = {
        cents_per_minute: rate.centsPerMinute,
        cap_schedule_id: rate.capScheduleId,
        cap_cents_per_minute: rate.capCentsPerMinute,
        saved_by: savedBy,
        saved_at: rate.savedAt.toString(),
      };
      await db
        .insertInto('rates')
        .values({ id: ids.next('rat'), agency_id: facility.agencyId, facility_id: facility.id, effective_on: rate.effectiveOn, ...saved })
        .onConflict((conflict) => conflict.columns(['facility_id', 'effective_on']).doUpdateSet(saved))
        .execute();
    },
  };
}
