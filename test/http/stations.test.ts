import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { argon2id } from '../../src/adapters/auth-better-auth/argon2.ts';
import { postgresIdempotencyKeys } from '../../src/adapters/postgres/accounts/idempotency-keys.ts';
import type { ResidentId, StationId } from '../../src/core/shared/ids.ts';
import { buildFacility } from '../../src/server/demo/builders/build-facility.ts';
import { buildResident } from '../../src/server/demo/builders/build-resident.ts';
import { buildStation } from '../../src/server/demo/builders/build-station.ts';
import { stationCodes } from '../../src/server/http/dev/demo-codes.ts';
import { sweepExpired } from '../../src/server/jobs/sweep-expired.ts';
import { signInResident } from '../../src/usecases/stations/sign-in-resident.ts';
import { type AccountServer, accountServer, signedInStaff, TestBrowser } from '../support/fixtures-accounts.ts';
import { buildPlace, type Place } from '../support/place.ts';

let server: AccountServer;
let place: Place;
let admin: TestBrowser;
let stationId: StationId;
let marcus: ResidentId;
let number = '';
const pin = '2468';

beforeAll(async () => {
  server = await accountServer();
  place = await buildPlace(server.db, { name: 'Cedar County Jail' });
  admin = await signedInStaff(server, place, ['facility-admin']);
});
afterAll(() => server.close());
beforeEach(async () => {
  stationId = await buildStation(server.db, { ...place, unitIds: [] });
  marcus = await buildResident(server.db, { ...place, unitId: null, pinHash: await argon2id.hash(pin) });
  number = (await server.db.selectFrom('residents').select('booking_number').where('id', '=', marcus).executeTakeFirstOrThrow())
    .booking_number;
});

async function enrolled(id = stationId): Promise<TestBrowser> {
  const station = new TestBrowser(server.app);
  const { code } = (await admin.post(`/api/staff/stations/${id}/enrollment-code`)).json();
  expect((await station.post('/api/station/enroll', { code })).statusCode).toBe(200);
  return station;
}
const signIn = (station: TestBrowser, bookingNumber: string, itsPin: string) =>
  station.post('/api/station/sign-in', { bookingNumber, pin: itsPin, language: 'es' });

test('a one-time code turns a browser into a station, whatever way it is typed; used or old ones do not', async () => {
  const { code } = (await admin.post(`/api/staff/stations/${stationId}/enrollment-code`)).json();
  const station = new TestBrowser(server.app);
  expect((await station.get('/api/station')).json().code).toBe('station-not-enrolled');
  expect((await station.post('/api/station/enroll', { code: `${code.slice(0, 4).toLowerCase()}-${code.slice(4)}` })).json()).toEqual({
    stationName: 'Booth 1',
  });
  const found = (await station.get('/api/station')).json();
  expect(found).toMatchObject({ stationName: 'Booth 1', facilityName: 'Cedar County Jail', timeZone: 'America/Chicago' });
  expect((await new TestBrowser(server.app).post('/api/station/enroll', { code })).json().code).toBe('wrong-code');
  const { code: old } = (await admin.post(`/api/staff/stations/${stationId}/enrollment-code`)).json();
  server.clock.wait(16 * 60);
  expect((await new TestBrowser(server.app).post('/api/station/enroll', { code: old })).json().code).toBe('wrong-code');
});

test('enrolling a station anew ends the old browser and whoever is signed in at it', async () => {
  const first = await enrolled();
  await signIn(first, number, pin);
  const second = await enrolled();
  expect((await first.get('/api/station')).json().code).toBe('station-not-enrolled');
  expect((await first.get('/api/station/me')).statusCode).toBe(401);
  expect((await second.get('/api/station')).statusCode).toBe(200);
});

test('a new code of an admin ends the old browser at once, before anybody types it, and whoever is signed in there', async () => {
  const station = await enrolled();
  await signIn(station, number, pin);
  await admin.post(`/api/staff/stations/${stationId}/enrollment-code`);
  expect((await station.get('/api/station')).json().code).toBe('station-not-enrolled');
  expect((await station.get('/api/station/me')).statusCode).toBe(401);
  const listed = (await admin.get('/api/staff/stations')).json().stations as { id: string; enrolledAt: string | null }[];
  expect(listed.find(({ id }) => id === stationId)?.enrolledAt).toBeNull();
});

test('a station that is switched off lets nobody in with its key, and the same browser works when it is on again', async () => {
  const station = await enrolled();
  await signIn(station, number, pin);
  await admin.send('PATCH', `/api/staff/stations/${stationId}`, { enabled: false });
  expect((await station.get('/api/station')).json().code).toBe('station-not-enrolled');
  expect((await station.get('/api/station/me')).statusCode).toBe(401);
  expect((await signIn(station, number, pin)).statusCode).toBe(401);
  await admin.send('PATCH', `/api/staff/stations/${stationId}`, { enabled: true });
  expect((await station.get('/api/station')).statusCode).toBe(200);
});

test('looking at the demonstration’s codes cuts no enrolled station', async () => {
  const station = await enrolled();
  const tokens = server.accounts.deps.tokens;
  const parts = { db: server.db, clock: server.clock, secondFactor: server.accounts.deps.secondFactor, tokens, secret: 'x'.repeat(32) };
  expect(await stationCodes(parts)).not.toEqual([]);
  expect((await station.get('/api/station')).statusCode).toBe(200);
});

test('a resident signs in by number and PIN in the language chosen there, and out again', async () => {
  const station = await enrolled();
  expect((await signIn(station, number.toUpperCase(), pin)).json()).toEqual({ name: 'Marcus Reed', language: 'es' });
  expect((await station.get('/api/station/me')).json()).toEqual({ name: 'Marcus Reed', language: 'es' });
  const kept = new Map(station.cookies);
  expect((await station.post('/api/station/sign-out')).statusCode).toBe(200);
  for (const [name, value] of kept) station.cookies.set(name, value);
  expect((await station.get('/api/station/me')).json().code).toBe('not-signed-in');
});

test('who has a number with letters and dashes signs in by its digits, which are all that the pad has; digits that two have are nobody’s, unless they are the whole number of one', async () => {
  const pinHash = await argon2id.hash(pin);
  const named = (name: string, bookingNumber: string) => buildResident(server.db, { ...place, unitId: null, name, bookingNumber, pinHash });
  await named('Ray Dunn', '2026-00123');
  await named('Joe Dunn', 'B-77.1');
  await named('Max Dunn', 'C-771');
  await named('Lee Dunn', '45-6');
  await named('Kim Dunn', '456');
  const station = await enrolled();
  expect((await signIn(station, '202600123', pin)).json().name).toBe('Ray Dunn');
  expect((await signIn(station, '00123', pin)).json().code).toBe('wrong-number-or-pin');
  expect((await signIn(station, '771', pin)).json().code).toBe('wrong-number-or-pin');
  expect((await signIn(station, '456', pin)).json().name).toBe('Kim Dunn');
});

test('a sign-in ends after three idle minutes, and lives on while somebody touches the screen', async () => {
  const station = await enrolled();
  await signIn(station, number, pin);
  for (let touched = 0; touched < 3; touched += 1) {
    server.clock.wait(100);
    expect((await station.get('/api/station/me')).statusCode).toBe(200);
  }
  server.clock.wait(181);
  expect((await station.get('/api/station/me')).statusCode).toBe(401);
});

test('a sign-in belongs to its station: its cookie is worth nothing at another', async () => {
  const [station, other] = [await enrolled(), await enrolled(await buildStation(server.db, { ...place, unitIds: [], name: 'Booth 2' }))];
  await signIn(station, number, pin);
  other.cookies.set('ov_station_sign_in', station.cookies.get('ov_station_sign_in') ?? '');
  expect((await other.get('/api/station/me')).statusCode).toBe(401);
});

test('five wrong PINs lock one resident at one station until staff unlock; elsewhere the resident gets in', async () => {
  const [station, other] = [await enrolled(), await enrolled(await buildStation(server.db, { ...place, unitIds: [], name: 'Booth 2' }))];
  for (let guess = 0; guess < 4; guess += 1) expect((await signIn(station, number, '0000')).json().code).toBe('wrong-number-or-pin');
  expect((await signIn(station, number, '0000')).json().code).toBe('pin-locked');
  expect((await signIn(station, number, pin)).json().code).toBe('pin-locked');
  expect((await signIn(other, number, pin)).statusCode).toBe(200);
  const row = ((await admin.get(`/api/staff/residents?search=${number}`)).json().residents as { lockedAt: { stationName: string }[] }[])[0];
  expect(row?.lockedAt).toMatchObject([{ stationId, stationName: 'Booth 1' }]);
  expect((await admin.post(`/api/staff/residents/${marcus}/unlock`)).json().lockedAt).toEqual([]);
  expect((await signIn(station, number, pin)).statusCode).toBe(200);
});

test('of guesses sent all at once only five are judged', async () => {
  const station = { ...place, id: stationId, name: 'Booth 1', facilityName: 'Cedar County Jail', timeZone: 'America/Chicago' };
  let judged = 0;
  const hasher = {
    hash: argon2id.hash,
    verify: async () => {
      judged += 1;
      return false;
    },
  };
  const guess = () =>
    signInResident({ ...server.accounts.deps, hasher }, { kind: 'station', stationId, ...place }, station, {
      bookingNumber: number,
      pin: '0000',
      language: 'en',
    });
  await Promise.allSettled(Array.from({ length: 20 }, guess));
  expect(judged).toBe(5);
});

test('a number that does not exist is answered and locked just like one that does', async () => {
  const station = await enrolled();
  const codes = async (bookingNumber: string) => {
    const answers: string[] = [];
    for (let guess = 0; guess < 6; guess += 1) answers.push((await signIn(station, bookingNumber, '0000')).json().code);
    return answers;
  };
  expect(await codes('999-no-such')).toEqual(await codes(number));
});

test('time ends the lock of a number that does not exist as little as that of one that does, nor does it forget wrong tries', async () => {
  const station = await enrolled();
  const guess = async (bookingNumber: string) => (await signIn(station, bookingNumber, '0000')).json().code;
  const newcomer = await buildResident(server.db, { ...place, unitId: null, pinHash: await argon2id.hash(pin) });
  const tried = (await server.db.selectFrom('residents').select('booking_number').where('id', '=', newcomer).executeTakeFirstOrThrow())
    .booking_number;
  for (const locked of [number, '998-no-such']) for (let time = 0; time < 5; time += 1) await guess(locked);
  for (const begun of [tried, '997-no-such']) for (let time = 0; time < 3; time += 1) await guess(begun);
  server.clock.wait(400 * 24 * 3600);
  await sweepExpired({ clock: server.clock, work: server.accounts.deps.work, idempotency: postgresIdempotencyKeys(server.db) });
  for (const locked of [number, '998-no-such']) expect(await guess(locked)).toBe('pin-locked');
  for (const begun of [tried, '997-no-such'])
    expect([await guess(begun), await guess(begun)]).toEqual(['wrong-number-or-pin', 'pin-locked']);
});

test('trying one PIN on everybody stops at the station', async () => {
  const station = await enrolled();
  for (let guess = 0; guess < 40; guess += 1) await signIn(station, `number-${guess}`, '1234');
  expect((await signIn(station, number, pin)).json().code).toBe('too-many-attempts');
});

test('a resident of another facility, or one who was released, cannot sign in here', async () => {
  const station = await enrolled();
  const elsewhere = await buildFacility(server.db, { agencyId: place.agencyId });
  const pinHash = await argon2id.hash(pin);
  await buildResident(server.db, { agencyId: place.agencyId, facilityId: elsewhere, unitId: null, bookingNumber: 'ELSE-1', pinHash });
  await buildResident(server.db, { ...place, unitId: null, bookingNumber: 'GONE-1', custodyStatus: 'released', pinHash });
  expect((await signIn(station, 'ELSE-1', pin)).json().code).toBe('wrong-number-or-pin');
  expect((await signIn(station, 'GONE-1', pin)).json().code).toBe('wrong-number-or-pin');
});

test('what a station sends must have the shape of a number and a PIN', async () => {
  const station = await enrolled();
  for (const body of [
    {},
    { bookingNumber: number, pin: '12', language: 'en' },
    { bookingNumber: number, pin: '1234x', language: 'en' },
    { bookingNumber: 'x'.repeat(31), pin, language: 'en' },
    { bookingNumber: number, pin, language: 'de' },
  ])
    expect((await station.post('/api/station/sign-in', body)).json().code).toBe('bad-input');
});

test('a station is switched off and its view approved by an admin, with who and when', async () => {
  const changed = (await admin.send('PATCH', `/api/staff/stations/${stationId}`, { enabled: false, viewApproved: false })).json();
  expect(changed).toMatchObject({ id: stationId, enabled: false, viewApprovedAt: null });
  expect((await admin.send('PATCH', `/api/staff/stations/${stationId}`, { viewApproved: true })).json().viewApprovedAt).not.toBe(null);
  expect((await admin.send('PATCH', `/api/staff/stations/${stationId}`, {})).statusCode).toBe(200);
  const acts = (await admin.get(`/api/staff/audit?subjectId=${stationId}`)).json().rows.map((row: { act: string }) => row.act);
  expect(acts).toContain('station-changed');
});
