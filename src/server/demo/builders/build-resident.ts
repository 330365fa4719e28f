import type { Database } from '../../../adapters/postgres/database.ts';
import type { CustodyStatus } from '../../../core/people/people.ts';
import type { AgencyId, FacilityId, HousingUnitId, ResidentId } from '../../../core/shared/ids.ts';
import { newId } from './new-id.ts';

export interface ResidentPlan {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  /** Null: just booked in. */
  readonly unitId: HousingUnitId | null;
  readonly name?: string;
  readonly bookingNumber?: string;
  readonly personNumber?: string;
  readonly birthOn?: string;
  readonly custodyLevel?: string | null;
  readonly custodyStatus?: CustodyStatus;
  readonly alert?: string | null;
  readonly pinHash?: string | null;
  readonly language?: 'en' | 'es';
}

/** A resident in custody, medium level, without alert and without a PIN unless told otherwise. */
export async function buildResident(db: Database, plan: ResidentPlan): Promise<ResidentId> {
  const id = newId('res');
  await db
    .insertInto('residents')
    .values({
      id,
      agency_id: plan.agencyId,
      facility_id: plan.facilityId,
      name: plan.name ?? 'Marcus Reed',
      booking_number: plan.bookingNumber ?? id.slice(4, 12),
      person_number: plan.personNumber ?? id.slice(12, 20),
      birth_on: plan.birthOn ?? '1994-03-08',
      housing_unit_id: plan.unitId,
      custody_level: plan.custodyLevel === undefined ? 'medium' : plan.custodyLevel,
      privilege_level: null,
      custody_status: plan.custodyStatus ?? 'in-custody',
      alert: plan.alert ?? null,
      pin_hash: plan.pinHash ?? null,
      language: plan.language ?? 'en',
    })
    .execute();
  return id;
}
