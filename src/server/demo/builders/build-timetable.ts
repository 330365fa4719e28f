import type { Database } from '../../../adapters/postgres/database.ts';
import { writeRange } from '../../../adapters/postgres/range.ts';
import type { Audience } from '../../../core/facility/timetable.ts';
import type { VisitType } from '../../../core/facility/visit-type.ts';
import type { AgencyId, FacilityId, OneOffPeriodId, TimetableEntryId } from '../../../core/shared/ids.ts';
import type { Interval } from '../../../core/shared/interval.ts';
import { newId } from './new-id.ts';

export interface TimetableEntryPlan {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  /** 1 = Monday. */
  readonly weekday: number;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly everyWeeks?: number;
  readonly validFromOn?: string;
  readonly validToOn?: string | null;
  readonly audience?: Audience;
  readonly visitTypes?: readonly VisitType[];
  readonly capacity?: number;
}

/** A recurring row: 08:00–20:00, social visits, four seats, for everybody, unless told otherwise. */
export async function buildTimetableEntry(db: Database, plan: TimetableEntryPlan): Promise<TimetableEntryId> {
  const id = newId('tte');
  await db
    .insertInto('timetable_entries')
    .values({
      id,
      agency_id: plan.agencyId,
      facility_id: plan.facilityId,
      weekday: plan.weekday,
      start_time: plan.startTime ?? '08:00',
      end_time: plan.endTime ?? '20:00',
      every_weeks: plan.everyWeeks ?? 1,
      valid_from_on: plan.validFromOn ?? '2026-01-01',
      valid_to_on: plan.validToOn ?? null,
      audience: JSON.stringify(plan.audience ?? {}),
      visit_types: [...(plan.visitTypes ?? ['social'])],
      capacity: plan.capacity ?? 4,
    })
    .execute();
  return id;
}

export interface OneOffPeriodPlan {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly during: Interval;
  readonly audience?: Audience;
  readonly visitTypes?: readonly VisitType[];
  readonly capacity?: number;
  readonly lengthsMinutes?: readonly number[] | null;
}

/** A visiting period outside the timetable. */
export async function buildOneOffPeriod(db: Database, plan: OneOffPeriodPlan): Promise<OneOffPeriodId> {
  const id = newId('oop');
  await db
    .insertInto('one_off_periods')
    .values({
      id,
      agency_id: plan.agencyId,
      facility_id: plan.facilityId,
      during: writeRange(plan.during),
      audience: JSON.stringify(plan.audience ?? {}),
      visit_types: [...(plan.visitTypes ?? ['social'])],
      capacity: plan.capacity ?? 4,
      lengths_minutes: plan.lengthsMinutes ? [...plan.lengthsMinutes] : null,
    })
    .execute();
  return id;
}

/** A day closed ahead of time, wholly or for one entry. */
export async function buildBlockedDate(
  db: Database,
  plan: {
    readonly agencyId: AgencyId;
    readonly facilityId: FacilityId;
    readonly on: string;
    readonly timetableEntryId?: TimetableEntryId | null;
    readonly reason?: string;
  },
): Promise<void> {
  await db
    .insertInto('blocked_dates')
    .values({
      id: newId('bld'),
      agency_id: plan.agencyId,
      facility_id: plan.facilityId,
      blocked_on: plan.on,
      timetable_entry_id: plan.timetableEntryId ?? null,
      reason: plan.reason ?? 'holiday',
    })
    .execute();
}
