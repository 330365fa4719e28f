import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, SLOT } from '../../../test/support/booking-world.ts';
import { buildRate } from '../../server/demo/builders/build-rate.ts';
import { warnOfUnpayableRates } from '../../server/warn-of-unpayable-rates.ts';
import { Refusal } from '../refusal.ts';
import { holdSlot } from '../visits/hold-slot.ts';
import { offerSlots } from '../visits/offer-slots.ts';

/** A price of before the switch to `PAYMENTS=none`, and from the second day of December on nothing. */
let world: BookingWorld;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 12 });
  world.payments.takesCards = false;
});
afterAll(async () => world.close());

function offers() {
  return offerSlots(world.deps, world.ana, { residentId: world.marcus, visitType: 'social', fromOn: null, days: 14, lengthMinutes: 20 });
}

function hold(days: number) {
  const startsAt = SLOT.add({ hours: 24 * days });
  return holdSlot(world.deps, world.ana, { residentId: world.marcus, visitType: 'social', startsAt, lengthMinutes: 20 });
}

async function warnings(): Promise<unknown[]> {
  const lines: string[] = [];
  await warnOfUnpayableRates(world.db, { now: () => NOON }, pino({ level: 'warn' }, { write: (line: string) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

test('where nobody could pay, a visit with a price is neither offered nor kept, and leaves nothing behind', async () => {
  const { refusedBecause, days } = await offers();
  expect(refusedBecause).toBe('cannot-be-paid');
  expect(days.every(({ slots }) => slots.length === 0)).toBe(true);
  const refusal = await hold(0).catch((error: unknown) => error);
  expect(refusal instanceof Refusal && refusal.code).toBe('cannot-be-paid');
  expect(await world.db.selectFrom('visits').select('id').execute()).toEqual([]);
  expect(await world.db.selectFrom('claims').select('id').execute()).toEqual([]);
});

test('whoever starts the platform reads which facility has a price that nobody can pay', async () => {
  const { slug } = await world.db.selectFrom('facilities').select('slug').executeTakeFirstOrThrow();
  expect(await warnings()).toMatchObject([{ facility: slug, msg: expect.stringContaining('PAYMENTS is none') }]);
});

test('days that a later rate makes free can be booked', async () => {
  await buildRate(world.db, { ...world, centsPerMinute: 0, effectiveOn: '2026-12-02' });
  const { refusedBecause, days } = await offers();
  expect(refusedBecause).toBeNull();
  expect(days.find(({ on }) => on.toString() === '2026-12-01')).toMatchObject({ slots: [], closedBecause: 'cannot-be-paid' });
  expect(days.find(({ on }) => on.toString() === '2026-12-02')?.slots).not.toEqual([]);
  const { visit, payment } = await hold(6);
  expect([visit.quote.totalCents, payment.status]).toEqual([0, 'free']);
});

test('a rate of 0 from today on is the end of it', async () => {
  await buildRate(world.db, { ...world, centsPerMinute: 0, effectiveOn: '2026-11-23' });
  expect(await warnings()).toEqual([]);
  const { refusedBecause, days } = await offers();
  expect(refusedBecause).toBeNull();
  expect(days.every(({ closedBecause }) => closedBecause !== 'cannot-be-paid')).toBe(true);
});
