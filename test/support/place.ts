import type { Database } from '../../src/adapters/postgres/database.ts';
import type { AgencyId, FacilityId } from '../../src/core/shared/ids.ts';
import { buildAgency } from '../../src/server/demo/builders/build-agency.ts';
import { buildFacility, type FacilityPlan } from '../../src/server/demo/builders/build-facility.ts';

/** Where staff work and residents live. */
export interface Place {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
}

/** A facility in an agency of its own. It has no policy, rate or timetable yet. */
export async function buildPlace(db: Database, plan: Omit<FacilityPlan, 'agencyId'> = {}): Promise<Place> {
  const agencyId = await buildAgency(db);
  return { agencyId, facilityId: await buildFacility(db, { agencyId, ...plan }) };
}
