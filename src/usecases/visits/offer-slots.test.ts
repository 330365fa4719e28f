import { afterEach, expect, test } from 'vitest';
import { type BookingWorld, type BookingWorldPlan, buildBookingWorld, SLOT } from '../../../test/support/booking-world.ts';
import { defaultPolicy } from '../../core/facility/default-policy.ts';
import { Temporal } from '../../core/shared/time.ts';
import { buildRate } from '../../server/demo/builders/build-rate.ts';
import { buildOneOffPeriod } from '../../server/demo/builders/build-timetable.ts';
import { holdSlot } from './hold-slot.ts';
import { offerSlots } from './offer-slots.ts';

let world: BookingWorld;
afterEach(() => world.close());

const offers = (lengthMinutes: number | null = null) =>
  offerSlots(world.deps, world.ana, { residentId: world.marcus, visitType: 'social', fromOn: null, days: 14, lengthMinutes });

/** A one-off visiting period at the ordinary time, so many hours later. */
async function oneOff(hoursLater: number, minutes: number, lengthsMinutes: readonly number[] | null): Promise<Temporal.Instant> {
  const start = SLOT.add({ hours: hoursLater });
  const { agencyId, facilityId } = world;
  await buildOneOffPeriod(world.db, { agencyId, facilityId, during: { start, end: start.add({ minutes }) }, lengthsMinutes });
  return start;
}

/** Social visits are as long as their visiting period; the timetable rests. */
async function wholePeriods(plan: BookingWorldPlan = {}): Promise<void> {
  const { social } = defaultPolicy.visitTypes;
  if (!social) throw new Error('no social visits');
  world = await buildBookingWorld({ ...plan, policy: { visitTypes: { social: { ...social, lengthsMinutes: [] } } } });
  await world.db.updateTable('timetable_entries').set({ valid_to_on: '2026-01-02' }).execute();
}

test('where visits last the whole visiting period, that is the length, and its times can be held', async () => {
  await wholePeriods();
  const start = await oneOff(0, 45, null);
  const { lengthMinutes, lengths, days } = await offers();
  expect([lengthMinutes, lengths.map(({ minutes, quote }) => [minutes, quote.totalCents])]).toEqual([45, [[45, 540]]]);
  expect(days.flatMap(({ slots }) => slots.map(({ during }) => during.start.toString()))).toEqual([start.toString()]);
  const { visit } = await holdSlot(world.deps, world.ana, {
    residentId: world.marcus,
    visitType: 'social',
    startsAt: start,
    lengthMinutes,
  });
  expect(visit.quote.totalCents).toBe(540);
});

test('a length that only a one-off period has is listed beside the policy’s', async () => {
  world = await buildBookingWorld();
  const start = await oneOff(24, 60, [60]);
  expect((await offers()).lengths.map(({ minutes }) => minutes)).toEqual([20, 30, 60]);
  const { days } = await offers(60);
  expect(days.flatMap(({ slots }) => slots.map(({ during }) => during.start.toString()))).toEqual([start.toString()]);
});

test('a rate that begins in these days is the price from its day on, and each length names the lowest', async () => {
  world = await buildBookingWorld();
  await buildRate(world.db, { ...world, centsPerMinute: 8, effectiveOn: '2026-11-30' });
  const { days, lengths } = await offers(20);
  const priceOn = (on: string) => days.find((day) => day.on.toString() === on)?.quote?.totalCents;
  expect([priceOn('2026-11-29'), priceOn('2026-11-30')]).toEqual([240, 160]);
  expect(lengths.map(({ minutes, quote, dependsOnDay }) => [minutes, quote.totalCents, dependsOnDay])).toEqual([
    [20, 160, true],
    [30, 240, true],
  ]);
});

test('the lowest price is that of a day which has times of this length', async () => {
  world = await buildBookingWorld();
  await oneOff(24, 60, [60]);
  await buildRate(world.db, { ...world, centsPerMinute: 8, effectiveOn: '2026-11-30' });
  const { lengths } = await offers(20);
  expect(lengths.find(({ minutes }) => minutes === 60)).toMatchObject({ quote: { totalCents: 720 }, dependsOnDay: false });
});

test('before its first rate a facility is closed day by day, and open from then on', async () => {
  world = await buildBookingWorld();
  await world.db.updateTable('rates').set({ effective_on: '2026-11-30' }).execute();
  const { days, refusedBecause } = await offers();
  expect(refusedBecause).toBeNull();
  const [before, after] = ['2026-11-29', '2026-11-30'].map((on) => days.find((day) => day.on.equals(Temporal.PlainDate.from(on))));
  expect(before).toMatchObject({ slots: [], closedBecause: 'not-possible', quote: null });
  expect(after?.slots).not.toEqual([]);
});

test('without any rate nothing can be booked', async () => {
  world = await buildBookingWorld();
  await world.db.deleteFrom('rates').execute();
  expect(await offers()).toMatchObject({ refusedBecause: 'not-possible', lengths: [] });
});
