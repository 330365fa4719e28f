import type { Database } from '../../../adapters/postgres/database.ts';
import type { RestrictionKind } from '../../../core/people/restriction.ts';
import type { AgencyId, FacilityId, ResidentId, RestrictionId, VisitorId } from '../../../core/shared/ids.ts';
import { newId } from './new-id.ts';

export interface RestrictionPlan {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly kind: RestrictionKind;
  readonly residentId?: ResidentId | null;
  readonly visitorId?: VisitorId | null;
  /** A protected person without an account: by address, or by name and birth date. */
  readonly person?: { readonly email?: string; readonly name?: string; readonly birthOn?: string };
  readonly startsAt?: string;
  readonly endsAt?: string | null;
  readonly exceptions?: readonly { readonly start: string; readonly end: string }[];
  readonly reference?: string;
}

/** A dated limit, in force since January 2026 without an end unless told otherwise. */
export async function buildRestriction(db: Database, plan: RestrictionPlan): Promise<RestrictionId> {
  const id = newId('rst');
  await db
    .insertInto('restrictions')
    .values({
      id,
      agency_id: plan.agencyId,
      facility_id: plan.facilityId,
      kind: plan.kind,
      resident_id: plan.residentId ?? null,
      visitor_id: plan.visitorId ?? null,
      person_email: plan.person?.email?.toLowerCase() ?? null,
      person_name: plan.person?.name ?? null,
      person_birth_on: plan.person?.birthOn ?? null,
      starts_at: plan.startsAt ?? '2026-01-01T00:00:00Z',
      ends_at: plan.endsAt ?? null,
      exceptions: JSON.stringify(plan.exceptions ?? []),
      reference: plan.reference ?? 'case 26-1',
    })
    .execute();
  return id;
}
