import type { Database } from '../../../adapters/postgres/database.ts';
import type { ConnectionStatus } from '../../../core/people/connection.ts';
import type { AgencyId, ConnectionId, FacilityId, ResidentId, VisitorId } from '../../../core/shared/ids.ts';
import { newId } from './new-id.ts';

export interface ConnectionPlan {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly residentId: ResidentId;
  readonly visitorId: VisitorId;
  readonly status?: ConnectionStatus;
  readonly statusReason?: string | null;
  readonly relationship?: string;
}

/** The link of a visitor with a resident, approved unless told otherwise. */
export async function buildConnection(db: Database, plan: ConnectionPlan): Promise<ConnectionId> {
  const id = newId('con');
  await db
    .insertInto('connections')
    .values({
      id,
      agency_id: plan.agencyId,
      facility_id: plan.facilityId,
      resident_id: plan.residentId,
      visitor_id: plan.visitorId,
      status: plan.status ?? 'approved',
      status_reason: plan.statusReason ?? null,
      relationship: plan.relationship ?? 'sister',
      decided_at: '2026-01-06T15:00:00Z',
      decided_by: 'setup',
    })
    .execute();
  return id;
}
