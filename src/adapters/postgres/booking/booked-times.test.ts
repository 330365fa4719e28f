import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, SLOT } from '../../../../test/support/booking-world.ts';
import { defaultPolicy } from '../../../core/facility/default-policy.ts';
import type { AllowancePolicy } from '../../../core/facility/policy.ts';
import { interval } from '../../../core/shared/interval.ts';
import { Temporal } from '../../../core/shared/time.ts';
import { buildPolicy } from '../../../server/demo/builders/build-policy.ts';
import { buildOneOffPeriod } from '../../../server/demo/builders/build-timetable.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';
import { requestVisit } from '../../../usecases/visits/request-visit.ts';
import { reviseVisit } from '../../../usecases/visits/revise-visit.ts';

/** Thursdays, like SLOT. */
const inTwoWeeks = SLOT.add({ hours: 14 * 24 });
const inThreeWeeks = SLOT.add({ hours: 21 * 24 });

const allowed = (per: AllowancePolicy['per'], most: number): AllowancePolicy => ({
  whose: 'resident',
  per,
  unit: 'visits',
  most,
  exemptVisitTypes: [],
});
const { social } = defaultPolicy.visitTypes;
const farAhead = { visitTypes: { ...(social && { social: { ...social, maximumNoticeDays: { visitor: 60, staff: 60 } } }) } };

let world: BookingWorld;
beforeEach(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0, policy: { ...farAhead, allowances: [allowed('week', 9)] } });
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
    change: { ...farAhead, allowances: [allowed('month', 9)] },
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

const inChicago = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime('America/Chicago').toInstant();

test.for([
  ['week', '2026-11-29T00:10', '2026-12-05T23:30'],
  ['month', '2026-12-01T00:10', '2026-12-31T23:30'],
] as const)(
  'one visit a %s is one, be it held in its first minutes and another wanted in its last or the other way round',
  async ([per, first, last]) => {
    const { agencyId, facilityId } = world;
    await buildPolicy(world.db, { agencyId, facilityId, version: 2, change: { ...farAhead, allowances: [allowed(per, 1)] } });
    const times = [inChicago(first), inChicago(last)] as const;
    for (const start of times) {
      const during = interval(start, start.add({ minutes: 25 }));
      await buildOneOffPeriod(world.db, { agencyId, facilityId, during, lengthsMinutes: [20] });
    }
    for (const [held, wanted] of [times, times.toReversed()] as const) {
      const { residentId, visitor } = await world.addPair();
      const of = (startsAt: Temporal.Instant) =>
        holdSlot(world.deps, visitor, { residentId, visitType: 'social', startsAt, lengthMinutes: 20 });
      await of(held as Temporal.Instant);
      await expect(of(wanted as Temporal.Instant)).rejects.toMatchObject({ code: 'resident-allowance-used' });
    }
  },
);
