import type { Database } from '../../../adapters/postgres/database.ts';
import type { AgencyId, FacilityId, HousingUnitId } from '../../../core/shared/ids.ts';
import { newId } from './new-id.ts';

/** A pod, wing or block of a facility. */
export async function buildHousingUnit(
  db: Database,
  plan: { readonly agencyId: AgencyId; readonly facilityId: FacilityId; readonly name?: string },
): Promise<HousingUnitId> {
  const id = newId('unt');
  await db
    .insertInto('housing_units')
    .values({ id, agency_id: plan.agencyId, facility_id: plan.facilityId, name: plan.name ?? 'Unit A' })
    .execute();
  return id;
}
