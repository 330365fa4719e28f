import { afterAll, beforeAll, expect, test } from 'vitest';
import { automatic, type BookingWorld, buildBookingWorld, SLOT } from '../../../../test/support/booking-world.ts';
import type { VisitId } from '../../../core/shared/ids.ts';
import type { Temporal } from '../../../core/shared/time.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';

let world: BookingWorld;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0, policy: automatic });
});
afterAll(async () => world.close());

async function heldVisit(startsAt: Temporal.Instant): Promise<VisitId> {
  const { residentId, visitor } = await world.addPair();
  const { visit } = await holdSlot(world.deps, visitor, { residentId, visitType: 'social', startsAt, lengthMinutes: 20 });
  return visit.id;
}

async function openDeadlines(visitId: VisitId): Promise<readonly { readonly kind: string; readonly due_at: Date }[]> {
  const { rows } = await world.pool.query(
    `select kind, due_at from deadlines where visit_id = $1 and done_at is null and kind in ('settle', 'authorize') order by due_at, kind`,
    [visitId],
  );
  return rows;
}

test('a deadline that is set twice in one transaction stands once, beside others of its visit', async () => {
  const visitId = await heldVisit(SLOT);
  const other = await heldVisit(SLOT.add({ hours: 1 }));
  const later = SLOT.add({ hours: 2 });
  await world.deps.work.run(async ({ deadlines }) => {
    await deadlines.set(world.agencyId, visitId, 'settle', SLOT);
    await deadlines.set(world.agencyId, visitId, 'settle', later);
    await deadlines.set(world.agencyId, other, 'settle', SLOT);
    await deadlines.set(world.agencyId, visitId, 'authorize', SLOT);
    await deadlines.set(world.agencyId, visitId, 'settle', SLOT);
  });
  const at = (time: Temporal.Instant) => new Date(time.epochMilliseconds);
  expect(await openDeadlines(visitId)).toEqual([
    { kind: 'authorize', due_at: at(SLOT) },
    { kind: 'settle', due_at: at(SLOT) },
    { kind: 'settle', due_at: at(later) },
  ]);
  expect(await openDeadlines(other)).toHaveLength(1);
});

test('a deadline that is cleared and set again to the same time in one transaction stands', async () => {
  const visitId = await heldVisit(SLOT.add({ hours: 3 }));
  const set = () => world.deps.work.run(({ deadlines }) => deadlines.set(world.agencyId, visitId, 'settle', SLOT));
  await set();
  await world.deps.work.run(async ({ deadlines }) => {
    await deadlines.clear(visitId, ['settle']);
    await deadlines.set(world.agencyId, visitId, 'settle', SLOT);
  });
  expect(await openDeadlines(visitId)).toHaveLength(1);
});
