import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { argon2id } from '../../src/adapters/auth-better-auth/argon2.ts';
import { type RouteKey, routes } from '../../src/contract/routes.ts';
import { type StaffRole, staffRoles } from '../../src/core/access/caller.ts';
import type { ResidentId, StationId, VisitorId } from '../../src/core/shared/ids.ts';
import { buildConnection } from '../../src/server/demo/builders/build-connection.ts';
import { buildPolicy } from '../../src/server/demo/builders/build-policy.ts';
import { buildResident } from '../../src/server/demo/builders/build-resident.ts';
import { buildStation } from '../../src/server/demo/builders/build-station.ts';
import { buildPeople, confirmVisit } from '../support/confirmed-visit.ts';
import { signedInStaff, signedInVisitor, TestBrowser, wholeServer } from '../support/fixtures-accounts.ts';
import { buildPlace } from '../support/place.ts';
import { type MatrixIds, type MatrixRow, matrix, type Persona, personas } from './access-matrix.ts';

type Whole = Awaited<ReturnType<typeof wholeServer>>;

let server: Whole;
let ids: MatrixIds;
let browsers: Record<Persona, TestBrowser>;

beforeAll(async () => {
  server = await wholeServer();
  const { db } = server;
  const people = await buildPeople(db, {});
  const elsewhere = await buildPlace(db, { name: 'Elsewhere' });
  await buildPolicy(db, elsewhere);
  const visitor = await signedInVisitor(server, 'ana@mail.example');
  const { id } = await db.selectFrom('visitors').select('id').where('email', '=', 'ana@mail.example').executeTakeFirstOrThrow();
  const visitorId = id as VisitorId;
  await buildConnection(db, { ...people, visitorId });
  const start = Temporal.Now.instant().add({ hours: 48 }).round('minute');
  const visitId = await confirmVisit(
    server.composed.foundations.work,
    { ...people, visitorId },
    { start, end: start.add({ minutes: 20 }) },
  );
  const recordingId = 'rec_0000000000000001';
  await db
    .insertInto('recordings')
    .values({
      id: recordingId,
      agency_id: people.agencyId,
      facility_id: people.facilityId,
      visit_id: visitId,
      state: 'started',
      wrapped_key: 'none',
      retention_class: 'social',
      delete_after: new Date(Date.now() + 1e9),
      started_at: new Date(),
    })
    .execute();
  ids = {
    visitId,
    recordingId,
    residentId: people.residentId,
    // Not one that somebody stands at: a new code ends the browser of its station.
    stationId: await buildStation(db, { ...people, unitIds: [], name: 'Booth 4' }),
    startsAt: start.add({ hours: 24 }).toString({ smallestUnit: 'second' }),
  };
  const otherResident = await buildResident(db, { ...people, unitId: null, name: 'Luis' });
  const otherStation = await buildStation(db, { ...people, unitIds: [], name: 'Booth 2' });
  const staff = (roles: readonly StaffRole[]) => signedInStaff(server, people, roles);
  const admin = await staff(['facility-admin']);
  browsers = {
    anyone: new TestBrowser(server.app),
    visitor,
    'other-visitor': await signedInVisitor(server, 'ben@mail.example'),
    scheduler: await staff(['scheduler']),
    'unit-officer': await staff(['unit-officer']),
    investigator: await staff(['investigator']),
    'facility-admin': admin,
    elsewhere: await signedInStaff(server, elsewhere, staffRoles),
    station: await station(admin, await buildStation(db, { ...people, unitIds: [], name: 'Booth 3' })),
    resident: await residentAt(await station(admin, people.stationId), people.residentId),
    'other-resident': await residentAt(await station(admin, otherStation), otherResident),
  };
});
afterAll(() => server.close());

async function station(admin: TestBrowser, stationId: StationId): Promise<TestBrowser> {
  const browser = new TestBrowser(server.app);
  const { code } = (await admin.post(`/api/staff/stations/${stationId}/enrollment-code`)).json();
  await browser.post('/api/station/enroll', { code });
  return browser;
}

async function residentAt(browser: TestBrowser, residentId: ResidentId): Promise<TestBrowser> {
  const row = await server.db
    .updateTable('residents')
    .set({ pin_hash: await argon2id.hash('2468') })
    .where('id', '=', residentId)
    .returning('booking_number')
    .executeTakeFirstOrThrow();
  const signedIn = await browser.post('/api/station/sign-in', { bookingNumber: row.booking_number, pin: '2468', language: 'en' });
  expect(signedIn.statusCode).toBe(200);
  return browser;
}

const atTheDoor = ['not-signed-in', 'station-not-enrolled', 'not-allowed'];
const byRule = ['not-found', 'rules-refuse', 'not-connected', 'not-possible'];

/** `in`, `hidden` or `door`: how a persona was received. */
async function knock(key: RouteKey, row: MatrixRow, persona: Persona): Promise<string> {
  const [method = '', url = ''] = key.split(' ');
  const address = url
    .replace(':visitId', ids.visitId)
    .replace(':residentId', ids.residentId)
    .replace(':stationId', ids.stationId)
    .replace(':recordingId', ids.recordingId)
    .replace(':slug', 'no-such-facility');
  const answer = await browsers[persona].send(method as 'GET', row.query ? `${address}?${row.query}` : address, row.body?.(ids));
  const code = answer.statusCode < 400 ? null : String(answer.json().code);
  if (answer.statusCode < 400 && code === null) return answer.json().refusedBecause ? 'rule' : 'in';
  expect(code, `${persona} at ${key}: ${answer.body}`).not.toBe('internal');
  if (code === 'bad-input' && row.in !== 'everybody') throw new Error(`the row of ${key} sends bad input: ${answer.body}`);
  if (atTheDoor.includes(code ?? '')) return 'door';
  if (code === 'not-found') return 'hidden';
  return byRule.includes(code ?? '') ? 'rule' : 'in';
}

function expected(row: MatrixRow, persona: Persona): readonly string[] {
  if (row.in === 'everybody' || row.in.includes(persona)) return ['in', 'rule'];
  if (row.hiddenFrom?.includes(persona)) return ['hidden'];
  if (row.refusedByRule?.includes(persona)) return ['hidden', 'rule'];
  return ['door'];
}

const order = { first: 0, 'ends-visit': 1, 'ends-sign-in': 2 } as const;
const orderOf = (key: RouteKey): number => order[matrix[key]?.last ?? 'first'];
const keys = (Object.keys(routes) as RouteKey[]).sort((a, b) => orderOf(a) - orderOf(b));
/** What they refuse is the missing signature or first step, whoever calls. */
const needsMoreThanACaller: readonly string[] = [
  'POST /api/staff/enroll',
  'POST /api/staff/verify-code',
  'POST /api/webhooks/media',
  'POST /api/webhooks/recorder',
  'POST /api/webhooks/payments',
];

test('every route of the table has its row, and no row is left of a route that is gone', () => {
  expect(Object.keys(matrix).sort()).toEqual(Object.keys(routes).sort());
});

test.each(keys.filter((key) => matrix[key].in !== 'everybody'))(
  '%s lets in whom its row names, hides from others what is not theirs',
  async (key) => {
    const row = matrix[key];
    const outside = personas.filter((persona) => !row.in.includes(persona));
    for (const persona of [...outside, ...personas.filter((one) => !outside.includes(one))])
      expect([persona, await knock(key, row, persona)]).toEqual([
        persona,
        expect.toSatisfy((how: string) => expected(row, persona).includes(how), expected(row, persona).join(' or ')),
      ]);
  },
);

test.each(keys.filter((key) => matrix[key].in === 'everybody'))('%s is open to all: who calls makes no difference', async (key) => {
  const received = new Set<string>();
  for (const persona of personas) received.add(await knock(key, matrix[key], persona));
  expect([...received]).toHaveLength(1);
  expect(received.has('door')).toBe(needsMoreThanACaller.includes(key));
});
