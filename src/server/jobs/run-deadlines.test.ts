import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, onDeadline, SLOT } from '../../../test/support/booking-world.ts';
import { pgBossQueue } from '../../adapters/jobs-pgboss/job-queue.ts';
import { postgresUnitOfWork } from '../../adapters/postgres/unit-of-work.ts';
import { randomIds } from '../../adapters/random-ids/random-ids.ts';
import { Temporal } from '../../core/shared/time.ts';
import { holdSlot } from '../../usecases/visits/hold-slot.ts';
import { lapseVisit } from '../../usecases/visits/lapse-visit.ts';
import { lengthenHold } from '../../usecases/visits/lengthen-hold.ts';
import { type DeadlineActs, runDueDeadlines } from './run-deadlines.ts';

let world: BookingWorld;
beforeEach(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0 });
});
afterEach(async () => world.close());

const hold = () => holdSlot(world.deps, world.ana, { residentId: world.marcus, visitType: 'social', startsAt: SLOT, lengthMinutes: 20 });
const nothing = async () => {};

function acts(change: Partial<DeadlineActs> = {}): DeadlineActs {
  return {
    lapse: (visitId) => lapseVisit(world.deps, onDeadline, visitId),
    authorize: nothing,
    'mend-payment': nothing,
    settle: nothing,
    open: nothing,
    'call-tick': nothing,
    ...change,
  };
}

function run(change: Partial<DeadlineActs> = {}, onFailure: (error: unknown) => void = () => {}): Promise<void> {
  return runDueDeadlines({ clock: world.deps.clock, work: world.deps.work, acts: acts(change), onFailure });
}

async function status(): Promise<string> {
  return (await world.db.selectFrom('visits').select('status').executeTakeFirstOrThrow()).status;
}

test('a hold lapses when its time is up, not before, and also when nobody looked for a day', async () => {
  await hold();
  await run();
  expect(await status()).toBe('held');
  world.setNow(NOON.add({ hours: 24 }));
  await run();
  expect(await status()).toBe('expired');
});

test('a hold that was lengthened lapses at its new end, not at the old one', async () => {
  const { visit } = await hold();
  await lengthenHold(world.deps, world.ana, visit.id);
  world.setNow(NOON.add({ minutes: 10 }));
  await run();
  expect(await status()).toBe('held');
  world.setNow(NOON.add({ minutes: 20 }));
  await run();
  expect(await status()).toBe('expired');
});

test('however many visits lapse in one moment, one look finds all of them, each once', async () => {
  const starts = Array.from({ length: 11 }, (_, index) => SLOT.add({ minutes: 30 * index }));
  const held = await Promise.all(
    starts.map(async (startsAt) => {
      const { residentId, visitor } = await world.addPair();
      const { visit } = await holdSlot(world.deps, visitor, { residentId, visitType: 'social', startsAt, lengthMinutes: 20 });
      return visit.id;
    }),
  );
  world.setNow(NOON.add({ minutes: 10 }));
  const lapsed: string[] = [];
  await run({ lapse: async (visitId) => void lapsed.push(visitId) });
  await run({ lapse: async (visitId) => void lapsed.push(visitId) });
  expect(lapsed.toSorted()).toEqual(held.toSorted());
});

test('a lapsed visit that somebody has locked keeps no other deadline waiting, and lapses once it is free', async () => {
  const { visit } = await hold();
  const other = await world.addPair();
  const wish = { residentId: other.residentId, visitType: 'social', startsAt: SLOT.add({ hours: 1 }), lengthMinutes: 20 } as const;
  const { visit: second } = await holdSlot(world.deps, other.visitor, wish);
  await world.deps.work.run(({ deadlines }) => deadlines.set(second.agencyId, second.id, 'settle', NOON));
  world.setNow(NOON.add({ minutes: 10 }));
  const acted: string[] = [];
  const noting = { settle: async () => void acted.push('settle'), lapse: async (id: string) => void acted.push(`lapse ${id}`) };
  const holder = await world.pool.connect();
  try {
    await holder.query('begin');
    await holder.query('select from visits where id = $1 for update', [visit.id]);
    await run(noting);
    expect(acted.toSorted()).toEqual([`lapse ${second.id}`, 'settle']);
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  await run(noting);
  expect(acted).toContain(`lapse ${visit.id}`);
});

test('a hold whose lapse was done by a clock that was behind lapses all the same', async () => {
  await hold();
  world.setNow(NOON.add({ minutes: 10 }));
  await run({
    lapse: async (visitId) => {
      world.setNow(NOON.add({ minutes: 9, seconds: 59 }));
      await lapseVisit(world.deps, onDeadline, visitId);
    },
  });
  expect(await status()).toBe('held');
  for (const minutes of [11, 12]) {
    world.setNow(NOON.add({ minutes }));
    await run();
  }
  expect(await status()).toBe('expired');
});

test('an act that fails comes back after a wait, each time a longer one', async () => {
  await hold();
  world.setNow(NOON.add({ minutes: 10 }));
  const tried: string[] = [];
  const failing = { lapse: async () => Promise.reject(new Error('away')) };
  for (const seconds of [0, 10, 15, 20, 45, 100]) {
    world.setNow(NOON.add({ minutes: 10, seconds }));
    await run(failing, () => tried.push(String(seconds)));
  }
  expect(tried).toEqual(['0', '15', '45']);
  world.setNow(NOON.add({ hours: 1 }));
  await run();
  expect(await status()).toBe('expired');
});

test('two processes that look at once carry an act out once', async () => {
  await hold();
  world.setNow(NOON.add({ minutes: 10 }));
  let lapses = 0;
  const counting = { lapse: async () => void lapses++ };
  await Promise.all([run(counting), run(counting), run(counting)]);
  expect(lapses).toBe(1);
});

test('a job sent in a transaction wakes whoever looks, and one that is rolled back does not exist', async () => {
  const errors: Error[] = [];
  const queue = pgBossQueue(world.pool, (error) => errors.push(error));
  let woken = 0;
  const clock = { now: () => Temporal.Now.instant() };
  const work = postgresUnitOfWork({ pool: world.pool, clock, ids: randomIds(clock), composeMail: () => null, jobs: queue });
  await queue.start({ deadlines: async () => void woken++ });
  try {
    const { visit } = await hold();
    await expect(
      work.run(async (transaction) => {
        await transaction.deadlines.set(visit.agencyId, visit.id, 'settle', clock.now());
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    const { rows } = await world.pool.query("select count(*)::int as jobs from jobs.job where name = 'deadlines'");
    expect(rows[0]).toEqual({ jobs: 0 });
    await work.run((transaction) => transaction.deadlines.set(visit.agencyId, visit.id, 'settle', clock.now()));
    await vi.waitFor(() => expect(woken).toBeGreaterThan(0), { timeout: 10_000 });
    expect(errors).toEqual([]);
  } finally {
    await queue.close();
  }
});
