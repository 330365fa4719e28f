import type { Database } from '../../../adapters/postgres/database.ts';
import type { AgencyId, FacilityId } from '../../../core/shared/ids.ts';
import { newId } from './new-id.ts';

export interface RatePlan {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly centsPerMinute?: number;
  readonly effectiveOn?: string;
  readonly capScheduleId?: string;
  readonly capCentsPerMinute?: number;
}

/** A price a minute, 17 cents since January 2026 unless told otherwise. */
export async function buildRate(db: Database, plan: RatePlan): Promise<void> {
  await db
    .insertInto('rates')
    .values({
      id: newId('rat'),
      agency_id: plan.agencyId,
      facility_id: plan.facilityId,
      cents_per_minute: plan.centsPerMinute ?? 17,
      effective_on: plan.effectiveOn ?? '2026-01-01',
      cap_schedule_id: plan.capScheduleId ?? 'fcc-25-75',
      cap_cents_per_minute: plan.capCentsPerMinute ?? 25,
      saved_by: 'setup',
      saved_at: '2026-01-01T00:00:00Z',
    })
    .execute();
}
