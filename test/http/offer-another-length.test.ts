import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingServer, startBookingServer } from '../support/booking-server.ts';
import { type BookingWorld, buildBookingWorld, SLOT } from '../support/booking-world.ts';
import { type HeldVisit, paidVisits } from '../support/paid-visits.ts';

let world: BookingWorld;
let server: BookingServer;
let one: HeldVisit;
let revision = 0;
beforeAll(async () => {
  world = await buildBookingWorld();
  server = await startBookingServer(world);
  one = await paidVisits(world).withCard();
  revision = (await server.call(one.visitor, 'POST', `${visitorPath()}/request`)).body.revision ?? 0;
});
afterAll(async () => {
  await server.close();
  await world.close();
});

const visitorPath = () => `/api/visitor/visits/${one.id}`;
const staffPath = () => `/api/staff/visits/${one.id}`;
const price = (minutes: number) => expect.objectContaining({ minutes, centsPerMinute: 12, totalCents: minutes * 12 });
const times = (minutes: number) => ({
  startsAt: '2026-11-26T15:00:00.000Z',
  endsAt: `2026-11-26T15:${minutes}:00.000Z`,
});

test('staff read the lengths on offer and the price of each time of the length they choose', async () => {
  const same = await server.call(world.scheduler, 'GET', `${staffPath()}/other-slots?days=7`);
  expect(same.body).toMatchObject({ lengthMinutes: 20, lengths: [20, 30] });
  const longer = await server.call(world.scheduler, 'GET', `${staffPath()}/other-slots?days=7&lengthMinutes=30`);
  expect(longer.body.slots).toContainEqual({ ...times(30), lengthMinutes: 30, quote: price(30) });
  expect((await server.call(world.scheduler, 'GET', `${staffPath()}/other-slots?lengthMinutes=0`)).status).toBe(400);
});

test('an offer in a length that the policy does not have is refused by its rule', async () => {
  const body = { revision, startsAt: SLOT.toString(), lengthMinutes: 25, reason: 'staffing' };
  const refused = await server.call(world.scheduler, 'POST', `${staffPath()}/revise`, body);
  expect([refused.status, refused.body.code]).toEqual([422, 'length-not-offered']);
});

test('both sides read old and new length and price while the offer waits, and the history keeps what was offered', async () => {
  const body = { revision, startsAt: SLOT.toString(), lengthMinutes: 30, reason: 'staffing' };
  const offered = { ...times(30), lengthMinutes: 30, quote: price(30) };
  const revised = await server.call(world.scheduler, 'POST', `${staffPath()}/revise`, body);
  expect(revised.body).toMatchObject({ row: { times: times(20), lengthMinutes: 20, offered }, quote: price(20) });
  expect(revised.body.history).toContainEqual(expect.objectContaining({ event: 'revised', offered }));

  const seen = await server.call(one.visitor, 'GET', visitorPath());
  expect(seen.body).toMatchObject({ status: 'revised', times: times(20), lengthMinutes: 20, quote: price(20), offered });
  expect(seen.body).toMatchObject({ payment: { status: 'card-saved', authorizedCents: 0 } });

  const accepted = await server.call(one.visitor, 'POST', `${visitorPath()}/accept-revision`, { revision: seen.body.revision });
  expect(accepted.body).toMatchObject({ status: 'confirmed', times: times(30), lengthMinutes: 30, quote: price(30), offered: null });
  expect(accepted.body.steps).toEqual(
    ['held', 'requested', 'revised', 'revision-accepted', 'confirmed'].map((event) =>
      expect.objectContaining({ event, offered: event === 'revised' ? offered : null }),
    ),
  );
});
