import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, SLOT } from '../../../../test/support/booking-world.ts';
import { genericPlanOf } from '../../../../test/support/generic-plan.ts';
import type { StaffCaller } from '../../../core/access/caller.ts';
import type { AgencyId, FacilityId } from '../../../core/shared/ids.ts';
import { Temporal } from '../../../core/shared/time.ts';
import type { VisitStatus } from '../../../core/visit/visit-status.ts';
import { buildAgency } from '../../../server/demo/builders/build-agency.ts';
import { buildFacility } from '../../../server/demo/builders/build-facility.ts';
import { buildStation } from '../../../server/demo/builders/build-station.ts';
import { newId } from '../../../server/demo/builders/new-id.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';
import { railCounts, railCountsOf } from './rail-counts.ts';

/** A day of the facility, that of the clock change included: it need not have 24 hours. */
const day = { start: Temporal.Instant.from('2026-11-01T05:00:00Z'), end: Temporal.Instant.from('2026-11-02T06:00:00Z') };

let world: BookingWorld;
let like: string;
let agencyId: AgencyId;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0 });
  const wish = { residentId: world.marcus, visitType: 'social', startsAt: SLOT, lengthMinutes: 20 } as const;
  like = (await holdSlot(world.deps, world.ana, wish)).visit.id;
  agencyId = await buildAgency(world.db);
});
afterAll(async () => world.close());

test('requests that wait at any time, visits that begin on the day, and calls that run, also from before midnight', async () => {
  const facilityId = await buildFacility(world.db, { agencyId });
  await visitsOf(facilityId, 'requested', ['2026-11-01T15:00:00Z', '2026-12-24T15:00:00Z']);
  await visitsOf(facilityId, 'confirmed', ['2026-11-01T05:00:00Z', '2026-11-02T05:59:00Z', '2026-11-02T06:00:00Z', '2026-11-01T04:59:00Z']);
  await visitsOf(facilityId, 'no-show', ['2026-11-01T18:00:00Z']);
  await visitsOf(facilityId, 'cancelled', ['2026-11-01T18:00:00Z']);
  await visitsOf(facilityId, 'in-call', ['2026-11-01T04:50:00Z', '2026-11-01T12:00:00Z']);
  expect(await railCounts(world.db, staffOf(facilityId), day)).toEqual({ queue: 2, today: 4, live: 2 });
});

test('a facility’s staff count its own, staff of the agency all of its facilities, and nobody another agency’s', async () => {
  const [one, other] = [await buildFacility(world.db, { agencyId }), await buildFacility(world.db, { agencyId })];
  const before = await railCounts(world.db, staffOf(null), day);
  await visitsOf(one, 'requested', ['2026-11-01T15:00:00Z']);
  await visitsOf(other, 'in-call', ['2026-11-01T15:00:00Z']);
  expect(await railCounts(world.db, staffOf(one), day)).toEqual({ queue: 1, today: 0, live: 0 });
  expect(await railCounts(world.db, staffOf(other), day)).toEqual({ queue: 0, today: 1, live: 1 });
  expect(await railCounts(world.db, staffOf(null), day)).toEqual({
    queue: before.queue + 1,
    today: before.today + 1,
    live: before.live + 1,
  });
  const stranger = { ...staffOf(one), agencyId: await buildAgency(world.db) };
  expect(await railCounts(world.db, stranger, day)).toEqual({ queue: 0, today: 0, live: 0 });
});

test('years of visits are not read to count those of a day', async () => {
  const facilityId = await buildFacility(world.db, { agencyId });
  const hours = Array.from({ length: 3_000 }, (_, hour) => day.start.subtract({ hours: 48 + 6 * hour }).toString());
  await visitsOf(facilityId, 'ended', hours);
  await world.pool.query('analyze visits');
  for (const by of [staffOf(facilityId), staffOf(null)]) {
    const plan = await genericPlanOf(world, railCountsOf(by, day));
    // Both have open requests only.
    expect(plan).toMatch(/visits_(requested|lapsing)/);
    expect(plan).toMatch(/(using|on) visits_of_facility_by_time.*\n *Index Cond: .*lower\(during\) >= .*lower\(during\) </);
    expect(plan).not.toMatch(/Seq Scan on visits/);
  }
});

function staffOf(facilityId: FacilityId | null): StaffCaller {
  return { kind: 'staff', staffId: newId('stf'), agencyId, facilityId, roles: ['scheduler'] };
}

/** Visits of 20 minutes like the one held, in this status, at these times. */
async function visitsOf(facilityId: FacilityId, status: VisitStatus, startsAt: readonly string[]): Promise<void> {
  const stationId = await buildStation(world.db, { agencyId, facilityId, unitIds: [] });
  await world.pool.query(
    `insert into visits select (jsonb_populate_record(v, jsonb_build_object('id', 'vst_' || md5(random()::text || n), 'agency_id', $1::text,
       'facility_id', $2::text, 'station_id', $3::text, 'status', $4::text,
       'during', tstzrange(start, start + interval '20 minutes')))).*
     from visits v, unnest($5::timestamptz[]) with ordinality s (start, n) where v.id = $6`,
    [agencyId, facilityId, stationId, status, startsAt, like],
  );
}
