import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { argon2id } from '../../src/adapters/auth-better-auth/argon2.ts';
import { buildPeople, confirmVisit } from '../support/confirmed-visit.ts';
import { signedInStaff, TestBrowser, wholeServer } from '../support/fixtures-accounts.ts';

let server: Awaited<ReturnType<typeof wholeServer>>;
beforeAll(async () => {
  server = await wholeServer();
});
afterAll(() => server.close());

test('nobody is signed out in a waiting room or call, however long the screen is not touched; after it idle time counts again', async () => {
  const { db, clock } = server;
  const people = await buildPeople(db, {});
  const { booking_number: bookingNumber } = await db
    .updateTable('residents')
    .set({ pin_hash: await argon2id.hash('2468') })
    .where('id', '=', people.residentId)
    .returning('booking_number')
    .executeTakeFirstOrThrow();
  const admin = await signedInStaff(server, people, ['facility-admin']);
  const { code } = (await admin.post(`/api/staff/stations/${people.stationId}/enrollment-code`)).json();
  const station = new TestBrowser(server.app);
  await station.post('/api/station/enroll', { code });
  await station.post('/api/station/sign-in', { bookingNumber, pin: '2468', language: 'en' });

  const start = Temporal.Now.instant();
  const visitId = await confirmVisit(server.composed.foundations.work, people, { start, end: start.add({ minutes: 20 }) });
  const call = { visit_id: visitId, agency_id: people.agencyId, room_name: `room-${visitId}`, status: 'live', state: '{}', revision: 1 };
  await db.insertInto('calls').values(call).execute();
  clock.wait(15 * 60);
  expect((await station.get('/api/station/me')).statusCode).toBe(200);

  await db.updateTable('calls').set({ status: 'ended' }).where('visit_id', '=', visitId).execute();
  clock.wait(2 * 60);
  expect((await station.get('/api/station/me')).statusCode).toBe(200);
  clock.wait(4 * 60);
  expect((await station.get('/api/station/me')).json().code).toBe('not-signed-in');
});
