import type { Database } from '../../../adapters/postgres/database.ts';
import type { AgencyId, FacilityId, HousingUnitId, StationId } from '../../../core/shared/ids.ts';
import { newId } from './new-id.ts';

export interface StationPlan {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly unitIds: readonly HousingUnitId[];
  readonly name?: string;
  readonly enabled?: boolean;
  readonly isPrivate?: boolean;
  /** False: nobody has recorded yet that the camera's view is fit, so that the station serves nobody. */
  readonly viewApproved?: boolean;
  readonly turnRoundMinutes?: number;
  /** Weekly times in which it may not be used; weekdays 1 = Monday. */
  readonly blocks?: readonly {
    readonly weekdays: readonly number[];
    readonly startTime: string;
    readonly endTime: string;
    readonly reason: string;
  }[];
}

/** A station that serves the given units, enabled and with an approved view unless told otherwise. Not enrolled. */
export async function buildStation(db: Database, plan: StationPlan): Promise<StationId> {
  const id = newId('sta');
  const approved = plan.viewApproved ?? true;
  await db
    .insertInto('stations')
    .values({
      id,
      agency_id: plan.agencyId,
      facility_id: plan.facilityId,
      name: plan.name ?? 'Booth 1',
      enabled: plan.enabled ?? true,
      is_private: plan.isPrivate ?? false,
      view_approved_at: approved ? '2026-01-05T15:00:00Z' : null,
      view_approved_by: approved ? 'setup' : null,
      turn_round_minutes: plan.turnRoundMinutes ?? 5,
    })
    .execute();
  for (const unitId of plan.unitIds) await db.insertInto('station_units').values({ station_id: id, housing_unit_id: unitId }).execute();
  for (const block of plan.blocks ?? [])
    await db
      .insertInto('station_blocks')
      .values({
        id: newId('blk'),
        agency_id: plan.agencyId,
        station_id: id,
        weekdays: [...block.weekdays],
        start_time: block.startTime,
        end_time: block.endTime,
        reason: block.reason,
      })
      .execute();
  return id;
}
