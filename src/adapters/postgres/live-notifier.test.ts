import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BookingWorld, buildBookingWorld, SLOT } from '../../../test/support/booking-world.ts';
import { holdSlot } from '../../usecases/visits/hold-slot.ts';
import { releaseHold } from '../../usecases/visits/release-hold.ts';
import { LIVE_CHANNEL } from '../feed-postgres/announce.ts';
import { LiveNotifier } from './live-notifier.ts';

let world: BookingWorld;
let listener: pg.Client;
const heard: string[] = [];
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0 });
  listener = new pg.Client({ connectionString: world.url });
  await listener.connect();
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await listener.query(`listen ${LIVE_CHANNEL}`);
});
afterAll(async () => {
  await listener.end();
  await world.close();
});

test('a change that was committed is told to live pages, one that was undone is not', async () => {
  const { visit } = await holdSlot(world.deps, world.ana, {
    residentId: world.marcus,
    visitType: 'social',
    startsAt: SLOT,
    lengthMinutes: 20,
  });
  await vi.waitFor(() => expect(heard).toHaveLength(1), { timeout: 10_000 });
  expect(heard[0]).toContain(visit.id);
  await expect(
    world.deps.work.run(async (transaction) => {
      await transaction.visits.announce({ ...visit, id: 'vst_undone' });
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  await releaseHold(world.deps, world.ana, visit.id);
  await vi.waitFor(() => expect(heard).toHaveLength(2), { timeout: 10_000 });
  expect(heard[1]).toContain(visit.id);
});

test('a note is told at once, those that come meanwhile with one statement, none twice', async () => {
  const told: unknown[] = [];
  const notifier = new LiveNotifier({ query: async ({ values }: pg.QueryConfig) => void told.push(values?.[1]) } as unknown as pg.Pool);
  notifier.tell(['one']);
  notifier.tell(['two', 'three']);
  await vi.waitFor(() => expect(told).toEqual([['one'], ['two', 'three']]), { timeout: 10_000 });
  notifier.tell(['four']);
  await vi.waitFor(() => expect(told).toEqual([['one'], ['two', 'three'], ['four']]), { timeout: 10_000 });
});
