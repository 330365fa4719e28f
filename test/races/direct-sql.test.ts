import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdSlot } from '../../src/usecases/visits/hold-slot.ts';
import { type BookingWorld, buildBookingWorld, SLOT } from '../support/booking-world.ts';
import { overlappingClaims } from '../support/overlapping-claims.ts';

let world: BookingWorld;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0 });
  await holdSlot(world.deps, world.ana, { residentId: world.marcus, visitType: 'social', startsAt: SLOT, lengthMinutes: 20 });
});
afterAll(async () => world.close());

/** Copies every active claim: somebody with direct SQL books the same time again. */
const copyClaims = `
  insert into claims (agency_id, facility_id, visit_id, resource, during)
  select agency_id, facility_id, visit_id, resource, during from claims where released_at is null`;

test('the same time a second time is refused even to somebody with direct SQL', async () => {
  await expect(world.pool.query(copyClaims)).rejects.toMatchObject({ code: '23P01', constraint: 'claims_never_overlap' });
  expect(await overlappingClaims(world.pool)).toEqual([]);
});

test('touching times are no overlap', async () => {
  const touching = copyClaims.replace(
    'resource, during from',
    `resource, tstzrange(upper(during), upper(during) + interval '10 minutes') from`,
  );
  const client = await world.pool.connect();
  try {
    await client.query('begin');
    await client.query(touching);
    await client.query('rollback');
  } finally {
    client.release();
  }
});

test('without the constraint the overlap gets in, and these tests see it', async () => {
  await world.pool.query('alter table claims drop constraint claims_never_overlap');
  await world.pool.query(copyClaims);
  expect((await overlappingClaims(world.pool)).map(({ resource }) => resource.split(':')[0]).sort()).toEqual([
    'resident',
    'seat',
    'station',
    'visitor',
  ]);
});
