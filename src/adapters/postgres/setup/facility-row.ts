import type { Facility, FacilityKind } from '../../../core/facility/facility.ts';
import type { AgencyId, FacilityId } from '../../../core/shared/ids.ts';
import type { FacilityNames } from '../../../ports/visitor-accounts.ts';

/** A row of `facilities` as node-postgres hands it over. */
export interface FacilityRow {
  readonly id: string;
  readonly agency_id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly time_zone: string;
  readonly average_daily_population: string;
  readonly additive_recorded: boolean;
  readonly resident_word: string;
}

export function facilityOf(row: FacilityRow): Facility {
  return {
    id: row.id as FacilityId,
    agencyId: row.agency_id as AgencyId,
    name: row.name,
    kind: row.kind as FacilityKind,
    timeZone: row.time_zone,
    averageDailyPopulation: Number(row.average_daily_population),
    additiveRecorded: row.additive_recorded,
  };
}

export function namesOf(row: FacilityRow): FacilityNames {
  return {
    id: row.id as FacilityId,
    slug: row.slug,
    name: row.name,
    state: row.state,
    timeZone: row.time_zone,
    residentWord: row.resident_word,
  };
}
