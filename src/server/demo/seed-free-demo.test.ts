import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDemoWorld } from '../../../test/support/demo-world.ts';
import { noPayments } from '../../adapters/payments-none/no-payments.ts';
import type { Policy } from '../../core/facility/policy.ts';
import type { AgencyId, FacilityId } from '../../core/shared/ids.ts';
import { buildRate } from './builders/build-rate.ts';
import { joinableMinutes, joinableVisits } from './joinable-visit.ts';
import { seedDemo } from './seed-demo.ts';

/** In one order on one database, as an installation that takes no cards lives through it. */
const folder = mkdtempSync(join(tmpdir(), 'openvisit-free-demo-'));
const told: string[] = [];
const logger = pino({ level: 'warn' }, { write: (line: string) => told.push(line) });
let world: Awaited<ReturnType<typeof buildDemoWorld>>;
const seed = () => seedDemo({ ...world.parts, payments: noPayments, logger });

beforeAll(async () => {
  world = await buildDemoWorld({ OPENVISIT_DATA: folder, PAYMENTS: 'none' });
  await seed();
});
afterAll(async () => {
  await world.server.close();
  rmSync(folder, { recursive: true });
});

const signIns = async () => (await world.server.app.inject('/dev/sign-ins')).json() as { face: string; who: string; how: string }[];
const luisAtTheWall = async () => (await signIns()).find(({ who }) => who.startsWith('Luis'))?.how;

test('without a card processor every demo visit is free of charge, and all that does not need a price is there', async () => {
  const { facilities } = (await world.server.app.inject('/api/facilities')).json();
  expect(facilities).toMatchObject([
    { centsPerMinute: 0, isPayable: true },
    { centsPerMinute: 0, isPayable: true },
  ]);
  const rows = await world.parts.db.selectFrom('visits').select('status').distinct().execute();
  expect(rows.map((row) => row.status).sort()).toEqual(
    ['cancelled', 'confirmed', 'denied', 'ended', 'expired', 'no-show', 'requested', 'revised', 'withdrawn'].sort(),
  );
  expect(told).toEqual([]);
  expect(await luisAtTheWall()).toContain('a visit with Rosa can be joined now');
});

test('whoever comes to it late can still join: an absent side misses the visit only at its end', async () => {
  const { settings } = await world.parts.db
    .selectFrom('policies as p')
    .innerJoin('facilities as f', 'f.id', 'p.facility_id')
    .select('p.settings')
    .where('f.slug', '=', 'cedar-county-jail')
    .executeTakeFirstOrThrow();
  expect((settings as Policy).noShowMinutes).toBe(joinableMinutes);
});

test('when another pair has the visit that can be joined, that pair and its station are named, and both can sign in', async () => {
  const { db, clock } = world.parts;
  const rosa = await db.selectFrom('visitors').select('id').where('email', '=', 'rosa@example.org').executeTakeFirstOrThrow();
  await db.updateTable('connections').set({ status: 'suspended' }).where('visitor_id', '=', rosa.id).execute();
  world.server.clock.wait(5 * 3600);
  await seed();
  await db.updateTable('connections').set({ status: 'approved' }).where('visitor_id', '=', rosa.id).execute();
  const [visit] = await joinableVisits(db, clock.now());
  if (!visit) throw new Error('no visit can be joined');
  expect(visit.visitorEmail).not.toBe('rosa@example.org');
  const rows = await signIns();
  const wall = rows.find(({ who }) => who === `${visit.residentName}, ${visit.stationName}`);
  expect(wall?.how).toContain(`number ${visit.bookingNumber}, PIN 2468 (a visit with ${visit.visitorName.split(' ')[0]} can be joined now`);
  expect(wall?.how).toContain(visit.visitorEmail);
  expect(rows.find(({ who }) => who === visit.visitorName)?.how).toContain(visit.visitorEmail);
  expect(await luisAtTheWall()).not.toContain('can be joined');
});

test('Ana asks for a time at Cedar without a card', async () => {
  const ana = await world.visitor('ana@example.org');
  const { contacts } = (await ana.get('/api/visitor/contacts')).json() as { contacts: { resident: { id: string; name: string } }[] };
  const residentId = contacts.find(({ resident }) => resident.name.startsWith('Marcus'))?.resident.id;
  const { days } = (await ana.get(`/api/visitor/contacts/${residentId}/offers`)).json() as { days: { slots: { startsAt: string }[] }[] };
  const startsAt = days.flatMap(({ slots }) => slots)[0]?.startsAt;
  const held = await ana.post('/api/visitor/holds', { residentId, visitType: 'social', startsAt, lengthMinutes: 20 });
  expect([held.statusCode, held.json().quote?.totalCents]).toEqual([201, 0]);
  const asked = await ana.post(`/api/visitor/visits/${held.json().id}/request`);
  expect([asked.statusCode, asked.json().status]).toEqual([200, 'requested']);
});

test('prices of before the switch to no card processor stop no start; the log says what to do, and nobody is sent to a visit that is not there', async () => {
  const cedar = await world.parts.db
    .selectFrom('facilities')
    .select(['id', 'agency_id'])
    .where('slug', '=', 'cedar-county-jail')
    .executeTakeFirstOrThrow();
  await buildRate(world.parts.db, {
    agencyId: cedar.agency_id as AgencyId,
    facilityId: cedar.id as FacilityId,
    effectiveOn: '2026-04-07',
  });
  world.server.clock.wait(5 * 3600);
  await seed();
  expect(told.join('')).toContain('Save a rate of 0 on its rates page');
  expect(await luisAtTheWall()).not.toContain('can be joined');
});
