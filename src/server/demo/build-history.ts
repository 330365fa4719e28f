import type { StaffCaller } from '../../core/access/caller.ts';
import type { ResidentId, VisitorId } from '../../core/shared/ids.ts';
import { Temporal } from '../../core/shared/time.ts';
import type { DemoFacilities, DemoFacility } from './build-facilities.ts';
import { buildPastVisit, type PastVisit } from './build-past-visit.ts';
import type { DemoVisitorIds } from './build-people.ts';
import { buildUnkept, type Unkept } from './build-unkept.ts';
import { interruptedCall, nobodyCame, shortCall, wholeCall } from './call-stories.ts';
import type { DemoParts } from './demo-parts.ts';

const timeZones = { cedar: 'America/Chicago', northfield: 'America/New_York' } as const;

/** A week of visits that went well, were interrupted, left early, missed, never took place, and one whose recording was damaged since. */
export async function buildHistory(parts: DemoParts, facilities: DemoFacilities, visitors: DemoVisitorIds): Promise<void> {
  const { cedar, northfield, marcus, luis, tyrell, watched } = facilities;
  const [first, second, third] = cedar.residentIds.slice(2);
  if (!first || !second || !third) throw new Error('too few residents');
  const schedulers = { cedar: await schedulerOf(parts, cedar), northfield: await schedulerOf(parts, northfield) };
  const past = (
    place: 'cedar' | 'northfield',
    [visitorId, residentId]: readonly [VisitorId, ResidentId],
    [daysAgo, time]: readonly [number, string],
    story: Pick<PastVisit, 'lengthMinutes' | 'call' | 'noShow' | 'damaged'>,
  ) => {
    const { agencyId, facilityId } = facilities[place];
    return buildPastVisit(parts, {
      visitor: { kind: 'visitor', visitorId },
      resident: { kind: 'resident', residentId, agencyId, facilityId },
      scheduler: schedulers[place],
      startsAt: localTime(parts.clock.now(), timeZones[place], daysAgo, time),
      ...story,
    });
  };
  await past('cedar', [visitors.ana, marcus], [6, '10:00'], { lengthMinutes: 20, call: wholeCall });
  await past('cedar', [visitors.rosa, luis], [5, '14:00'], { lengthMinutes: 20, call: interruptedCall });
  await past('cedar', [visitors.miguel, first], [4, '09:30'], { lengthMinutes: 20, call: shortCall(4, 'left-visitor'), damaged: true });
  await past('cedar', [visitors.helen, second], [3, '16:00'], { lengthMinutes: 30, call: shortCall(6, 'left-resident') });
  await past('cedar', [visitors.james, third], [2, '13:00'], { lengthMinutes: 20, call: nobodyCame, noShow: 'no-show-resident' });
  await past('northfield', [visitors.grace, tyrell], [4, '11:00'], { lengthMinutes: 20, call: wholeCall });
  await past('northfield', [visitors.grace, tyrell], [2, '11:00'], { lengthMinutes: 20, call: shortCall(9, 'platform-failed') });

  const unkept = (
    place: 'cedar' | 'northfield',
    [visitorId, residentId]: readonly [VisitorId, ResidentId],
    [daysAgo, time]: readonly [number, string],
    how: Unkept,
  ) => {
    const startsAt = localTime(parts.clock.now(), timeZones[place], daysAgo, time);
    return buildUnkept(parts, { visitor: { kind: 'visitor', visitorId }, residentId, startsAt, lengthMinutes: 20 }, schedulers[place], how);
  };
  await unkept('cedar', [visitors.james, watched], [5, '15:30'], 'denied');
  await unkept('cedar', [visitors.helen, second], [1, '10:30'], 'cancelled');
  await unkept('northfield', [visitors.grace, tyrell], [6, '10:00'], 'withdrawn');
  await unkept('northfield', [visitors.ana, tyrell], [3, '15:00'], 'expired');
}

/** The instant of a wall-clock time some days ago at a facility. */
function localTime(now: Temporal.Instant, timeZone: string, daysAgo: number, time: string): Temporal.Instant {
  const on = now.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: daysAgo });
  return on.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}

/** Somebody who may decide at a facility. */
export async function schedulerOf({ db }: DemoParts, place: Pick<DemoFacility, 'agencyId' | 'facilityId'>): Promise<StaffCaller> {
  const row = await db.selectFrom('staff').select(['id']).where('facility_id', '=', place.facilityId).executeTakeFirstOrThrow();
  return {
    kind: 'staff',
    staffId: row.id as StaffCaller['staffId'],
    agencyId: place.agencyId,
    facilityId: place.facilityId,
    roles: ['scheduler'],
  };
}
