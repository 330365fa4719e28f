import type { Database } from '../../../adapters/postgres/database.ts';
import type { FacilityKind } from '../../../core/facility/facility.ts';
import type { AgencyId, FacilityId } from '../../../core/shared/ids.ts';
import { newId } from './new-id.ts';

export interface FacilityPlan {
  readonly agencyId: AgencyId;
  readonly name?: string;
  /** Made from the id when absent, since it must be unique. */
  readonly slug?: string;
  readonly kind?: FacilityKind;
  readonly state?: string;
  readonly timeZone?: string;
  readonly averageDailyPopulation?: number;
  readonly residentWord?: 'incarcerated-person' | 'youth' | 'detainee' | 'patient' | 'resident';
}

/** A jail of 412 people in Chicago's time zone unless told otherwise. It has no policy, rate or timetable yet. */
export async function buildFacility(db: Database, plan: FacilityPlan): Promise<FacilityId> {
  const id = newId('fac');
  await db
    .insertInto('facilities')
    .values({
      id,
      agency_id: plan.agencyId,
      slug: plan.slug ?? id.replace('_', '-'),
      name: plan.name ?? 'Cedar County Jail',
      kind: plan.kind ?? 'jail',
      state: plan.state ?? 'IL',
      time_zone: plan.timeZone ?? 'America/Chicago',
      average_daily_population: String(plan.averageDailyPopulation ?? 412),
      resident_word: plan.residentWord ?? 'incarcerated-person',
    })
    .execute();
  return id;
}
