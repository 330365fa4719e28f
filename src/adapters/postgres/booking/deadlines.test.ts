import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, SLOT } from '../../../../test/support/booking-world.ts';
import type { VisitId } from '../../../core/shared/ids.ts';
import type { Temporal } from '../../../core/shared/time.ts';
import { automatic } from '../../../server/demo/builders/build-policy.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';
import { changeOf } from '../change/pending-change.ts';

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

test('clearing finds the deadlines of its visit by their own index, also where nothing is known of the table yet', async () => {
  const client = await world.pool.connect();
  try {
    await client.query('begin');
    await client.query('truncate deadlines');
    await client.query('analyze deadlines');
    // An empty table is best read whole; what matters is which index is taken once it has grown, as the plan is kept.
    await client.query('set local enable_seqscan = off');
    await client.query(`prepare clearing as ${changeOf('clearedDeadlines', [{}]).text}`);
    const { rows } = await client.query<Record<string, string>>(`explain execute clearing ('[{"visit_id": "vst_none", "kinds": []}]')`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('using deadlines_visit_id_kind_due_at_key');
  } finally {
    await client.query('rollback; deallocate all');
    client.release(true);
  }
});
