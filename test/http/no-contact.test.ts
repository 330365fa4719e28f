import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LIVE_CHANNEL } from '../../src/adapters/feed-postgres/announce.ts';
import type { AgencyId, FacilityId, ResidentId } from '../../src/core/shared/ids.ts';
import { buildRestriction } from '../../src/server/demo/builders/build-restriction.ts';
import { demoPin, namedResidents } from '../../src/server/demo/demo-people.ts';
import { seedDemo } from '../../src/server/demo/seed-demo.ts';
import { buildDemoWorld } from '../support/demo-world.ts';
import { TestBrowser } from '../support/fixtures-accounts.ts';

/** A court order keeps Dana from Marcus. She asks all the same, and nobody but the platform may learn of it (P4). */
const folder = mkdtempSync(join(tmpdir(), 'openvisit-no-contact-'));
let world: Awaited<ReturnType<typeof buildDemoWorld>>;
let [dana, ana, rosa, scheduler, station]: TestBrowser[] = [];
let listener: pg.PoolClient;
/** What live pages of anybody could be told: every notice of the channel that feeds server-sent events. */
const told: string[] = [];

beforeAll(async () => {
  world = await buildDemoWorld({ OPENVISIT_DATA: folder });
  await seedDemo(world.parts);
  [dana, ana, rosa] = [
    await world.visitor('dana@example.org'),
    await world.visitor('ana@example.org'),
    await world.visitor('rosa@example.org'),
  ];
  scheduler = await world.staff('scheduler@cedar.example');
  const admin = await world.staff('admin@cedar.example');
  const { stations } = (await admin.get('/api/staff/stations')).json() as { stations: { id: string; name: string }[] };
  const { code } = (
    await admin.post(`/api/staff/stations/${stations.find((one) => one.name === 'Station A-1')?.id}/enrollment-code`)
  ).json();
  station = new TestBrowser(world.server.app);
  await station.post('/api/station/enroll', { code });
  const { bookingNumber } = namedResidents.marcus;
  const marcus = await station.post('/api/station/sign-in', { bookingNumber, pin: demoPin, language: 'en' });
  expect(marcus.json().name).toBe('Marcus Reed');
  listener = await world.parts.pool.connect();
  listener.on('notification', ({ payload }) => told.push(payload ?? ''));
  await listener.query(`listen ${LIVE_CHANNEL}`);
});
afterAll(async () => {
  listener.release(true);
  await world.server.close();
  rmSync(folder, { recursive: true });
});

const someone = (browser: TestBrowser | undefined): TestBrowser => browser ?? new TestBrowser(world.server.app);

async function contactOf(browser: TestBrowser | undefined, resident: string): Promise<string> {
  const { contacts } = (await someone(browser).get('/api/visitor/contacts')).json() as {
    contacts: { resident: { id: string; name: string } }[];
  };
  return contacts.find((contact) => contact.resident.name === resident)?.resident.id ?? '';
}

interface Offered {
  readonly refusedBecause: string | null;
  readonly days: { readonly slots: { readonly startsAt: string }[]; readonly closedBecause: string | null }[];
}
const offersTo = async (browser: TestBrowser | undefined, residentId: string): Promise<Offered> =>
  (await someone(browser).get(`/api/visitor/contacts/${residentId}/offers`)).json();
const hold = (browser: TestBrowser | undefined, residentId: string, startsAt: string | undefined) =>
  someone(browser).post('/api/visitor/holds', { residentId, visitType: 'social', startsAt, lengthMinutes: 20 });

/** Every list in which a wish of Dana's could show: the queue, the day, Marcus's residents row and his own list at the station. */
async function everyList(): Promise<readonly string[]> {
  const pages = ['/api/staff/queue', '/api/staff/today', '/api/staff/counts', '/api/staff/residents?search=Marcus%20Reed'];
  const staff = await Promise.all(pages.map(async (page) => (await someone(scheduler).get(page)).body));
  return [...staff, (await someone(station).get('/api/station/visits')).body];
}

test('Dana is refused with the neutral word, in the same shape as somebody whose resident is sanctioned', async () => {
  const [marcus, luis] = [await contactOf(dana, 'Marcus Reed'), await contactOf(rosa, 'Luis Delgado')];
  const free = (await offersTo(ana, marcus)).days.flatMap((day) => day.slots)[0]?.startsAt;
  expect(free).toBeDefined();
  const { agency_id, facility_id } = await world.parts.db
    .selectFrom('residents')
    .select(['agency_id', 'facility_id'])
    .where('id', '=', luis)
    .executeTakeFirstOrThrow();
  const place = { agencyId: agency_id as AgencyId, facilityId: facility_id as FacilityId };
  await buildRestriction(world.parts.db, { ...place, kind: 'sanction', residentId: luis as ResidentId });

  const [refused, other] = [await hold(dana, marcus, free), await hold(rosa, luis, free)];
  expect([refused.statusCode, refused.json().code]).toEqual([422, 'not-possible']);
  expect(refused.json()).toEqual(other.json());
  const names = (headers: object) => Object.keys(headers).sort();
  expect(names(refused.headers)).toEqual(names(other.headers));
  expect(refused.body).not.toMatch(/contact|order|court|restrict/i);
  expect(await offersTo(dana, marcus).then(({ days, refusedBecause }) => ({ days, refusedBecause }))).toEqual(
    await offersTo(rosa, luis).then(({ days, refusedBecause }) => ({ days, refusedBecause })),
  );
});

test('neither the staff queue nor the station nor a live page is told that she asked', async () => {
  const marcus = await contactOf(dana, 'Marcus Reed');
  const { days } = await offersTo(ana, marcus);
  const free = days.flatMap((day) => day.slots)[0]?.startsAt;
  const before = await everyList();
  const visits = await world.parts.db.selectFrom('visits').select('id').execute();
  told.length = 0;
  expect((await hold(dana, marcus, free)).statusCode).toBe(422);
  expect(await everyList()).toEqual(before);
  expect(before.join()).not.toContain('Dana');
  expect(await world.parts.db.selectFrom('visits').select('id').execute()).toEqual(visits);
  // Notices come in the order of commits: once Ana's is here, one of Dana's would be.
  const held = (await hold(ana, marcus, free)).json() as { id: string };
  await vi.waitFor(() => expect(told.join()).toContain(held.id));
  expect(told.every((notice) => notice.includes(held.id))).toBe(true);
});
