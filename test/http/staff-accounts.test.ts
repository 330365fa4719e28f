import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFacility } from '../../src/server/demo/builders/build-facility.ts';
import { buildResident } from '../../src/server/demo/builders/build-resident.ts';
import { buildStation } from '../../src/server/demo/builders/build-station.ts';
import {
  type AccountServer,
  accountServer,
  buildStaffMember,
  codeOf,
  goodPassword,
  signedInStaff,
  TestBrowser,
} from '../support/fixtures-accounts.ts';
import { buildPlace, type Place } from '../support/place.ts';

let server: AccountServer;
let place: Place;
beforeAll(async () => {
  server = await accountServer();
  place = await buildPlace(server.db);
});
afterAll(() => server.close());

const browser = () => new TestBrowser(server.app);
const isSignedIn = async (one: TestBrowser) => (await one.get('/api/staff/me')).statusCode === 200;

test('a password alone signs no staff in: the second factor is enrolled first, and works from then on', async () => {
  const { id, email } = await buildStaffMember(server, place, ['scheduler']);
  const sam = browser();
  expect((await sam.post('/api/staff/sign-in', { email, password: goodPassword })).json()).toEqual({ next: 'enroll' });
  expect(await isSignedIn(sam)).toBe(false);
  expect((await sam.post('/api/staff/verify-code', { code: '123456' })).json().code).toBe('enrollment-needed');
  const enrolled = (await sam.post('/api/staff/enroll')).json();
  expect(enrolled.uri).toContain(`secret=${enrolled.secret}`);
  expect(enrolled.recoveryCodes).toHaveLength(10);
  expect(await isSignedIn(sam)).toBe(false);
  expect((await sam.post('/api/staff/verify-code', { code: enrolled.recoveryCodes[0] })).json().code).toBe('wrong-code');
  expect((await sam.post('/api/staff/verify-code', { code: await codeOf(server, id) })).statusCode).toBe(200);
  expect((await sam.get('/api/staff/me')).json()).toMatchObject({ roles: ['scheduler'], facility: { id: place.facilityId } });

  server.clock.wait(60);
  const later = browser();
  expect((await later.post('/api/staff/sign-in', { email, password: goodPassword })).json()).toEqual({ next: 'code' });
  expect(await isSignedIn(later)).toBe(false);
  expect((await later.post('/api/staff/enroll')).json().code).toBe('not-allowed');
  expect((await later.post('/api/staff/verify-code', { code: await codeOf(server, id) })).statusCode).toBe(200);
  expect(await isSignedIn(later)).toBe(true);
});

test('a code counts once, even a minute of its life later and in another browser', async () => {
  const { id, email } = await buildStaffMember(server, place, ['scheduler']);
  const signIn = async () => {
    const one = browser();
    await one.post('/api/staff/sign-in', { email, password: goodPassword });
    return one;
  };
  const first = await signIn();
  await first.post('/api/staff/enroll');
  const code = await codeOf(server, id);
  expect((await first.post('/api/staff/verify-code', { code })).statusCode).toBe(200);
  const overTheShoulder = await signIn();
  expect((await overTheShoulder.post('/api/staff/verify-code', { code })).json().code).toBe('wrong-code');
  expect(await isSignedIn(overTheShoulder)).toBe(false);
});

test('a recovery code signs in once', async () => {
  const { id, email } = await buildStaffMember(server, place, ['unit-officer']);
  const olga = browser();
  await olga.post('/api/staff/sign-in', { email, password: goodPassword });
  const { recoveryCodes } = (await olga.post('/api/staff/enroll')).json();
  await olga.post('/api/staff/verify-code', { code: await codeOf(server, id) });
  for (const expected of [200, 401]) {
    const without = browser();
    await without.post('/api/staff/sign-in', { email, password: goodPassword });
    expect((await without.post('/api/staff/verify-code', { code: recoveryCodes[3].toUpperCase() })).statusCode).toBe(expected);
  }
});

test('five wrong codes ask for the password again, ten stop the account for a while', async () => {
  const { email } = await buildStaffMember(server, place, ['scheduler']);
  const guesser = browser();
  const start = () => guesser.post('/api/staff/sign-in', { email, password: goodPassword });
  await start();
  await guesser.post('/api/staff/enroll');
  for (let guess = 0; guess < 5; guess += 1)
    expect((await guesser.post('/api/staff/verify-code', { code: '000000' })).json().code).toBe('wrong-code');
  expect((await guesser.post('/api/staff/verify-code', { code: '000000' })).json().code).toBe('not-signed-in');
  await start();
  for (let guess = 0; guess < 5; guess += 1) await guesser.post('/api/staff/verify-code', { code: '000000' });
  await start();
  expect((await guesser.post('/api/staff/verify-code', { code: '000000' })).json().code).toBe('too-many-attempts');
});

test('the step between password and code ends after ten minutes, and without the first step nothing is told', async () => {
  const { id, email } = await buildStaffMember(server, place, ['scheduler']);
  const slow = browser();
  await slow.post('/api/staff/sign-in', { email, password: goodPassword });
  await slow.post('/api/staff/enroll');
  server.clock.wait(11 * 60);
  expect((await slow.post('/api/staff/verify-code', { code: await codeOf(server, id) })).json().code).toBe('not-signed-in');
  expect((await browser().post('/api/staff/enroll')).json().code).toBe('not-signed-in');
  expect((await browser().post('/api/staff/verify-code', { code: '123456' })).json().code).toBe('not-signed-in');
});

test('wrong passwords, unknown addresses and disabled staff are told the same, and a disabled one is out at once', async () => {
  const { id, email } = await buildStaffMember(server, place, ['scheduler']);
  const leaving = await signedInStaff(server, place, ['scheduler']);
  const me = (await server.db.selectFrom('staff').select('id').where('id', '<>', id).orderBy('id', 'desc').executeTakeFirstOrThrow()).id;
  await server.db.updateTable('staff').set({ disabled_at: new Date() }).where('id', 'in', [id, me]).execute();
  expect(await isSignedIn(leaving)).toBe(false);
  const cases = [
    { email, password: goodPassword },
    { email: 'nobody@jail.example', password: goodPassword },
  ];
  for (const body of cases) expect((await browser().post('/api/staff/sign-in', body)).json().code).toBe('wrong-email-or-password');
});

test('a sign-in cookie that was tampered with signs nobody in, and signing out ends it on the server', async () => {
  const sam = await signedInStaff(server, place, ['scheduler']);
  const cookie = sam.cookies.get('ov_staff') ?? '';
  const thief = browser();
  thief.cookies.set('ov_staff', cookie.split('.')[0] ?? '');
  expect(await isSignedIn(thief)).toBe(false);
  thief.cookies.set('ov_staff', `${cookie.slice(0, -2)}xx`);
  expect(await isSignedIn(thief)).toBe(false);
  await sam.post('/api/staff/sign-out');
  thief.cookies.set('ov_staff', cookie);
  expect(await isSignedIn(thief)).toBe(false);
});

test('a visitor’s cookie opens no staff door and the other way round', async () => {
  const sam = await signedInStaff(server, place, ['scheduler']);
  expect((await sam.get('/api/visitor/me')).statusCode).toBe(401);
  const swapped = browser();
  swapped.cookies.set('ov_visitor', sam.cookies.get('ov_staff') ?? '');
  expect((await swapped.get('/api/visitor/me')).statusCode).toBe(401);
});

test('a rate above the cap is refused with schedule, citation and date; one at the cap is saved and audited', async () => {
  const admin = await signedInStaff(server, place, ['facility-admin']);
  const today = server.clock.now().toZonedDateTimeISO('America/Chicago').toPlainDate();
  const cap = (await admin.get('/api/staff/rates')).json().cap;
  const above = await admin.post('/api/staff/rates', { centsPerMinute: cap.centsPerMinute + 1, effectiveOn: today.toString() });
  expect([above.statusCode, above.json().code]).toEqual([422, 'rate-above-cap']);
  expect(above.json().detail).toMatchObject({ scheduleId: 'fcc-25-75', on: today.toString(), capCentsPerMinute: cap.centsPerMinute });
  expect(above.json().detail.citation).toContain('FCC 25-75');
  const past = await admin.post('/api/staff/rates', { centsPerMinute: 1, effectiveOn: today.subtract({ days: 1 }).toString() });
  expect(past.json().code).toBe('rate-date-past');
  const saved = await admin.post('/api/staff/rates', { centsPerMinute: cap.centsPerMinute, effectiveOn: today.toString() });
  expect([saved.statusCode, saved.json().savedBy]).toEqual([201, 'facility-admin']);
  const audit = (await admin.get('/api/staff/audit')).json().rows as { act: string; actor: string; reason: string | null }[];
  expect(audit[0]).toMatchObject({ act: 'rate-saved', actor: 'facility-admin', channel: 'staff-web' });
});

test('residents are searched by name and number, without wildcards of the database, and a new PIN is shown once', async () => {
  const admin = await signedInStaff(server, place, ['facility-admin']);
  const marcus = await buildResident(server.db, { ...place, unitId: null, name: 'Marcus 100% Reed', bookingNumber: 'A-204117' });
  await buildResident(server.db, { ...place, unitId: null, name: 'Luis Delgado', bookingNumber: 'A-204118' });
  const found = async (search: string) =>
    ((await admin.get(`/api/staff/residents?search=${encodeURIComponent(search)}`)).json().residents as { name: string }[]).map(
      (one) => one.name,
    );
  expect(await found('marcus')).toEqual(['Marcus 100% Reed']);
  expect(await found('204118')).toEqual(['Luis Delgado']);
  expect(await found('100%')).toEqual(['Marcus 100% Reed']);
  expect(await found('%_%')).toEqual([]);
  expect((await admin.post(`/api/staff/residents/${marcus}/pin`)).json().pin).toMatch(/^\d{6}$/);
  const stored = await server.db.selectFrom('residents').select('pin_hash').where('id', '=', marcus).executeTakeFirstOrThrow();
  expect(stored.pin_hash).toContain('$argon2id$');
});

test('the audit log tells nobody of a facility what happens in another one of the agency', async () => {
  const elsewhere = { agencyId: place.agencyId, facilityId: await buildFacility(server.db, { agencyId: place.agencyId }) };
  const neighbor = await signedInStaff(server, elsewhere, ['facility-admin']);
  const stationId = await buildStation(server.db, { ...elsewhere, unitIds: [] });
  await neighbor.post(`/api/staff/stations/${stationId}/enrollment-code`);
  const about = async (who: TestBrowser) =>
    (await who.get(`/api/staff/audit?subjectId=${stationId}`)).json().rows.map((row: { act: string }) => row.act);
  expect(await about(neighbor)).toEqual(['station-code-issued']);
  expect(await about(await signedInStaff(server, place, ['facility-admin']))).toEqual([]);
});

test('the audit log is paged, and cannot be asked for nonsense', async () => {
  const admin = await signedInStaff(server, place, ['facility-admin']);
  const [newest] = (await admin.get('/api/staff/audit')).json().rows as { id: string }[];
  const older = (await admin.get(`/api/staff/audit?before=${newest?.id}`)).json().rows as { id: string }[];
  expect(older.some((row) => row.id === newest?.id)).toBe(false);
  for (const nonsense of [
    '',
    '7',
    '1-2-3',
    '1-2-vst_',
    '-1-2',
    '1%20or%201',
    `${'9'.repeat(17)}-1`,
    `1-${'9'.repeat(19)}`,
    `1-2-vst_${'0'.repeat(80)}`,
  ]) {
    const refused = await admin.get(`/api/staff/audit?before=${nonsense}`);
    expect([refused.statusCode, refused.json().code], nonsense).toEqual([400, 'bad-input']);
  }
  const farthest = `${'9'.repeat(16)}-${'9'.repeat(18)}-vst_${'z'.repeat(40)}`;
  for (const [before, count] of [
    [farthest, older.length + 1],
    ['0-0', 0],
  ] as const) {
    const taken = await admin.get(`/api/staff/audit?before=${before}`);
    expect([taken.statusCode, taken.json().rows.length], before).toEqual([200, count]);
  }
  expect((await admin.get('/api/staff/counts')).json()).toEqual({ queue: 0, today: 0, live: 0 });
});

test('a PIN asked for twice with one key is given once, and no table holds it in clear', async () => {
  const admin = await signedInStaff(server, place, ['facility-admin']);
  const marcus = await buildResident(server.db, { ...place, unitId: null });
  const ask = (key: string) => admin.send('POST', `/api/staff/residents/${marcus}/pin`, undefined, { 'idempotency-key': key });
  const first = (await ask('first')).json();
  expect((await ask('first')).json()).toEqual(first);
  expect((await ask('second')).json()).not.toEqual(first);
  const kept = await server.db.selectFrom('idempotency_keys').selectAll().where('key', '=', 'first').execute();
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(first.pin);
});
