import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, SLOT } from '../../../../test/support/booking-world.ts';
import type { VisitorId } from '../../../core/shared/ids.ts';
import { interval } from '../../../core/shared/interval.ts';
import { buildRestriction } from '../../../server/demo/builders/build-restriction.ts';
import { buildStation } from '../../../server/demo/builders/build-station.ts';
import { buildVisitor } from '../../../server/demo/builders/build-visitor.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';

let world: BookingWorld;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0 });
});
afterAll(async () => world.close());

const window = interval(SLOT.subtract({ hours: 2 }), SLOT.add({ hours: 4 }));
const dana = { name: 'Dana Whitfield', email: 'dana@example.org', birthOn: '1991-02-03' };

async function read(visitorId: VisitorId, now = NOON) {
  const facts = await world.deps.work.run((transaction) => transaction.facts.read(world.marcus, visitorId, window, now));
  if (!facts) throw new Error('no facts');
  return facts;
}

async function kindsFor(visitor: Partial<typeof dana>): Promise<readonly string[]> {
  const { restrictions } = await read(await buildVisitor(world.db, visitor));
  return restrictions.known ? restrictions.value.map(({ kind, of }) => `${kind} of ${of}`) : ['unknown'];
}

test('a protected person is known by address, and by name with birth date, but not by name alone', async () => {
  const order = { agencyId: world.agencyId, facilityId: world.facilityId, kind: 'no-contact-order', residentId: world.marcus } as const;
  await buildRestriction(world.db, { ...order, person: dana });
  expect(await kindsFor({ email: 'Dana@Example.org' })).toEqual(['no-contact-order of pair']);
  expect(await kindsFor({ name: 'dana whitfield', birthOn: dana.birthOn, email: 'other-address@example.org' })).toEqual([
    'no-contact-order of pair',
  ]);
  expect(await kindsFor({ name: dana.name, birthOn: '1970-01-01', email: 'namesake@example.org' })).toEqual([]);
});

test('a protected person who takes another name is still known by the one the account was opened with', async () => {
  const order = { agencyId: world.agencyId, facilityId: world.facilityId, kind: 'no-contact-order', residentId: world.marcus } as const;
  const cole = { name: 'Cole Barnes', birthOn: '1984-07-08' };
  await buildRestriction(world.db, { ...order, person: cole });
  const account = { id: 'cole', name: cole.name, email: 'cole@example.org', emailVerified: true, language: 'en', birthOn: cole.birthOn };
  await sql`insert into auth_visitor_users select * from jsonb_populate_record(null::auth_visitor_users, ${JSON.stringify({
    ...account,
    createdAt: NOON.toString(),
    updatedAt: NOON.toString(),
  })}::jsonb)`.execute(world.db);
  const visitorId = await buildVisitor(world.db, { authUserId: account.id, name: 'Nicholas Barnes', birthOn: cole.birthOn });
  expect((await read(visitorId)).restrictions).toMatchObject({ known: true, value: [{ kind: 'no-contact-order', of: 'pair' }] });
});

test('a restriction of one visitor concerns her and nobody else, and one that has ended nobody', async () => {
  const at = { agencyId: world.agencyId, facilityId: world.facilityId };
  const banned = await buildVisitor(world.db);
  await buildRestriction(world.db, { ...at, kind: 'ban', visitorId: banned });
  await buildRestriction(world.db, { ...at, kind: 'ban', visitorId: world.ana.visitorId, endsAt: '2026-11-01T00:00:00Z' });
  const facts = await read(banned);
  expect(facts.restrictions).toMatchObject({ known: true, value: [{ kind: 'ban', of: 'visitor' }] });
  expect((await read(world.ana.visitorId)).restrictions).toEqual({ known: true, value: [] });
});

test("a station's weekly block is dated in the facility's time", async () => {
  const { agencyId, facilityId, unitId } = world;
  const blocks = [{ weekdays: [4], startTime: '11:00', endTime: '11:30', reason: 'count' }];
  const stationId = await buildStation(world.db, { agencyId, facilityId, unitIds: [unitId], blocks });
  const { stations } = await read(world.ana.visitorId);
  const station = stations.known ? stations.value.find(({ id }) => id === stationId) : undefined;
  // 11:00 on Thursday, November 26, in Chicago.
  expect(station?.blocks.map(({ start, end }) => [start.toString(), end.toString()])).toEqual([
    ['2026-11-26T17:00:00Z', '2026-11-26T17:30:00Z'],
  ]);
});

test('a hold counts as a claim and against allowances until it has run out, and not a moment longer', async () => {
  const { visit } = await holdSlot(world.deps, world.ana, {
    residentId: world.marcus,
    visitType: 'social',
    startsAt: SLOT,
    lengthMinutes: 20,
  });
  const during = await read(world.ana.visitorId);
  expect(during.claims.filter(({ visitId }) => visitId === visit.id)).toHaveLength(4);
  expect(during.countedVisits).toMatchObject({ known: true, value: [{ visitId: visit.id }] });
  const after = await read(world.ana.visitorId, NOON.add({ minutes: 10 }));
  expect(after.claims).toEqual([]);
  expect(after.countedVisits).toEqual({ known: true, value: [] });
});

test('a resident who does not exist has no facts', async () => {
  const facts = await world.deps.work.run((transaction) =>
    transaction.facts.read('res_00000000000000000000000000', world.ana.visitorId, window, NOON),
  );
  expect(facts).toBeNull();
});
