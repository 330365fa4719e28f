import type { Policy } from '../../../core/facility/policy.ts';
import type { FacilityDirectory } from '../../../ports/facility-directory.ts';
import type { Database } from '../database.ts';
import { facilityOf, namesOf } from './facility-row.ts';

/** The public directory, with the newest policy and the rate of today. */
export function postgresFacilityDirectory(db: Database): FacilityDirectory {
  return {
    async list(todayOf) {
      const facilities = await db.selectFrom('facilities').selectAll().orderBy('name').execute();
      const policies = await db
        .selectFrom('policies')
        .distinctOn('facility_id')
        .select(['facility_id', 'settings'])
        .orderBy('facility_id')
        .orderBy('version', 'desc')
        .execute();
      const rates = await db
        .selectFrom('rates')
        .select(['facility_id', 'cents_per_minute', 'effective_on'])
        .orderBy('effective_on', 'desc')
        .execute();
      return facilities.flatMap((row) => {
        const policy = policies.find((one) => one.facility_id === row.id);
        const today = todayOf(row.time_zone);
        const rate = rates.find((one) => one.facility_id === row.id && one.effective_on <= today);
        if (!policy) return [];
        return [
          {
            facility: facilityOf(row),
            names: namesOf(row),
            policy: policy.settings as Policy,
            centsPerMinute: rate?.cents_per_minute ?? null,
          },
        ];
      });
    },
  };
}
