import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, SLOT } from '../../../../test/support/booking-world.ts';
import { interval } from '../../../core/shared/interval.ts';
import type { Temporal } from '../../../core/shared/time.ts';
import { buildPolicy } from '../../../server/demo/builders/build-policy.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';
import { requestVisit } from '../../../usecases/visits/request-visit.ts';
import { reviseVisit } from '../../../usecases/visits/revise-visit.ts';

/** Thursdays, like SLOT. */
const inTwoWeeks = SLOT.add({ hours: 14 * 24 });
const inThreeWeeks = SLOT.add({ hours: 21 * 24 });

let world: BookingWorld;
beforeEach(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0 });
});
afterEach(async () => world.close());

const hold = async (startsAt: Temporal.Instant) =>
  (await holdSlot(world.deps, world.ana, { residentId: world.marcus, visitType: 'social', startsAt, lengthMinutes: 20 })).visit;

async function countedAround(time: Temporal.Instant): Promise<readonly string[]> {
  const window = interval(time, time.add({ hours: 1 }));
  const facts = await world.deps.work.run((transaction) => transaction.facts.read(world.marcus, world.ana.visitorId, window, NOON));
  return facts?.countedVisits.known ? facts.countedVisits.value.map(({ visitId }) => visitId) : ['unknown'];
}

test('where allowances go by the week, visits two weeks away are not read; from the moment that one goes by the month, they are', async () => {
  const far = await hold(inTwoWeeks);
  const near = await hold(SLOT);
  expect(await countedAround(SLOT)).toEqual([near.id]);
  await buildPolicy(world.db, {
    agencyId: world.agencyId,
    facilityId: world.facilityId,
    version: 2,
    change: { allowances: [{ whose: 'visitor', per: 'month', unit: 'visits', most: 9, exemptVisitTypes: [] }] },
  });
  expect([...(await countedAround(SLOT))].sort()).toEqual([near.id, far.id].sort());
});

test('a time that is held weeks away is one of the two that a person may hold', async () => {
  await hold(inThreeWeeks);
  await hold(inTwoWeeks);
  await expect(hold(SLOT)).rejects.toMatchObject({ code: 'hold-limit' });
});

test('while a revision waits, the visit counts in the week of the offered time and no more in that of its own', async () => {
  const { id } = await hold(SLOT);
  const { visit } = await requestVisit(world.deps, world.ana, id);
  await reviseVisit(world.deps, world.scheduler, id, {
    revision: visit.revision,
    startsAt: inTwoWeeks,
    lengthMinutes: 20,
    reason: 'staffing',
    note: null,
  });
  expect(await countedAround(SLOT)).toEqual([]);
  expect(await countedAround(inTwoWeeks)).toEqual([id]);
});
