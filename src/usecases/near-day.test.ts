import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, SLOT } from '../../test/support/booking-world.ts';
import { postgresSetupWork } from '../adapters/postgres/accounts/setup-work.ts';
import type { StaffCaller } from '../core/access/caller.ts';
import { Temporal } from '../core/shared/time.ts';
import { saveRate } from './setup/rates.ts';
import { holdSlot } from './visits/hold-slot.ts';
import { offerSlots } from './visits/offer-slots.ts';
import { otherSlots } from './visits/other-slots.ts';
import { readToday } from './visits/read-today.ts';

let world: BookingWorld;
let admin: StaffCaller;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0 });
  admin = { ...world.scheduler, roles: ['scheduler', 'facility-admin'] };
});
afterAll(() => world.close());

const day = (text: string) => Temporal.PlainDate.from(text);
const badDay = (field: string) => ({ code: 'bad-input', detail: { field, earliest: '2016-11-23', latest: '2028-11-23' } });

test('times are offered, looked up and priced for days that may come, not for any day a calendar knows', async () => {
  const wish = { residentId: world.marcus, visitType: 'social', days: 14, lengthMinutes: null } as const;
  const offers = (on: string) => offerSlots(world.deps, world.ana, { ...wish, fromOn: day(on) });
  for (const on of ['9999-12-25', '2028-11-24']) await expect(offers(on)).rejects.toMatchObject(badDay('fromOn'));
  expect((await offers('2028-11-23')).days).toHaveLength(14);

  const { visit } = await holdSlot(world.deps, world.ana, { ...wish, startsAt: SLOT, lengthMinutes: 20 });
  const others = (on: string) => otherSlots(world.deps, admin, visit.id, { fromOn: day(on), days: 31, lengthMinutes: null });
  await expect(others('9999-12-25')).rejects.toMatchObject(badDay('fromOn'));
  expect(await others('2028-11-23')).toMatchObject({ offers: [] });

  const rate = (effectiveOn: string) =>
    saveRate({ clock: world.deps.clock, work: postgresSetupWork({ ...world.deps, db: world.db }), takesCards: true }, admin, {
      centsPerMinute: 5,
      effectiveOn,
    });
  await expect(rate('9999-12-31')).rejects.toMatchObject(badDay('effectiveOn'));
  expect((await rate('2028-11-23')).effectiveOn).toBe('2028-11-23');
});

test('the day of the movement sheet lies between ten years ago and two years ahead', async () => {
  const today = (on: string) => readToday(world.deps, admin, day(on));
  for (const on of ['9999-12-31', '0000-01-01', '2016-11-22'])
    await expect(today(on)).rejects.toMatchObject({
      code: 'bad-input',
      detail: { field: 'on', earliest: '2016-11-23', latest: '2028-11-23' },
    });
  expect((await today('2016-11-23')).units).toEqual([]);
});
