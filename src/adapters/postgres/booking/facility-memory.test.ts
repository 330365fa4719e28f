import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, SLOT } from '../../../../test/support/booking-world.ts';
import { interval } from '../../../core/shared/interval.ts';
import { buildPolicy } from '../../../server/demo/builders/build-policy.ts';
import { buildStation } from '../../../server/demo/builders/build-station.ts';
import { buildBlockedDate, buildOneOffPeriod, buildTimetableEntry } from '../../../server/demo/builders/build-timetable.ts';

let world: BookingWorld;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0 });
});
afterAll(async () => world.close());

const window = interval(SLOT, SLOT.add({ hours: 1 }));

async function read(now = NOON) {
  const facts = await world.deps.work.run((transaction) => transaction.facts.read(world.marcus, world.ana.visitorId, window, now));
  if (!facts) throw new Error('no facts');
  return facts;
}

test('what was read of a facility is remembered for as long as nothing of it changes', async () => {
  const first = await read();
  await world.pool.query('update stations set last_seen_at = now()');
  expect((await read()).timetable).toBe(first.timetable);
});

test('whatever the rules read of a facility, a change of it counts for the next decision', async () => {
  const { agencyId, facilityId, unitId, stationIds } = world;
  const at = { agencyId, facilityId };
  const station = async () => {
    const { stations } = await read();
    return stations.known ? stations.value.find(({ id }) => id === stationIds[0]) : undefined;
  };
  await read();
  await buildTimetableEntry(world.db, { ...at, weekday: 1, capacity: 9 });
  expect((await read()).timetable.map(({ capacity }) => capacity)).toContain(9);
  await buildOneOffPeriod(world.db, { ...at, during: window });
  expect((await read()).oneOffPeriods).toHaveLength(1);
  await buildBlockedDate(world.db, { ...at, on: '2026-11-26' });
  expect((await read()).blockedDates).toHaveLength(1);
  await buildStation(world.db, { ...at, unitIds: [unitId] });
  expect((await read()).stations).toMatchObject({ value: { length: stationIds.length + 1 } });
  await world.pool.query('update stations set enabled = false where id = $1', [stationIds[0]]);
  expect(await station()).toMatchObject({ enabled: false });
  await world.pool.query('delete from station_units where station_id = $1', [stationIds[0]]);
  expect(await station()).toMatchObject({ housingUnitIds: [] });
  await world.pool.query(
    `insert into station_blocks (id, agency_id, station_id, weekdays, start_time, end_time, reason)
     values ('block', $1, $2, '{4}', '09:00', '10:00', 'meal')`,
    [agencyId, stationIds[0]],
  );
  expect((await station())?.blocks).toHaveLength(1);
  await world.pool.query('update facilities set name = $2 where id = $1', [facilityId, 'Renamed']);
  expect((await read()).facility.name).toBe('Renamed');
});

test('a policy that was saved ahead of time decides from its moment on, and not before', async () => {
  const { agencyId, facilityId } = world;
  const from = NOON.add({ hours: 2 });
  const { policy } = await read();
  await buildPolicy(world.db, {
    agencyId,
    facilityId,
    version: policy.version + 1,
    effectiveFrom: from.toString(),
    change: { holdMinutes: 3 },
  });
  expect((await read()).policy.holdMinutes).toBe(policy.holdMinutes);
  expect((await read(from.subtract({ milliseconds: 1 }))).policy.holdMinutes).toBe(policy.holdMinutes);
  expect((await read(from)).policy.holdMinutes).toBe(3);
  expect((await read(from.subtract({ milliseconds: 1 }))).policy.holdMinutes).toBe(policy.holdMinutes);
});
