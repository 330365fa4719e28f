import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, SLOT } from '../../../test/support/booking-world.ts';
import type { VisitorCaller } from '../../core/access/caller.ts';
import type { ResidentId, VisitId } from '../../core/shared/ids.ts';
import { SlotTaken } from '../../ports/claims.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import { VisitChanged } from '../../ports/visit-store.ts';
import { automatic } from '../../server/demo/builders/build-policy.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { holdSlot } from '../../usecases/visits/hold-slot.ts';
import { requestVisit } from '../../usecases/visits/request-visit.ts';
import { viewVisit } from '../../usecases/visits/view-visit.ts';
import type { TransactionJobs } from './transaction-scope.ts';
import { postgresUnitOfWork } from './unit-of-work.ts';

let world: BookingWorld;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0, policy: automatic });
});
afterAll(async () => world.close());

const hold = (pair: { readonly residentId: ResidentId; readonly visitor: VisitorCaller }, startsAt = SLOT) =>
  holdSlot(world.deps, pair.visitor, { residentId: pair.residentId, visitType: 'social', startsAt, lengthMinutes: 20 });

test('what a transaction answers of its own writes is what everybody reads afterwards', async () => {
  const pair = await world.addPair();
  const held = await hold(pair);
  expect(held).toEqual(await viewVisit(world.deps, pair.visitor, held.visit.id));
  const confirmed = await requestVisit(world.deps, pair.visitor, held.visit.id);
  expect(confirmed.lines.map(({ event, by }) => `${event} by ${by}`)).toEqual([
    'held by visitor',
    'requested by visitor',
    'confirmed by policy',
  ]);
  expect(confirmed).toEqual(await viewVisit(world.deps, pair.visitor, held.visit.id));
});

test('a change of a visit that somebody has changed since leaves nothing behind, though its commit was on its way', async () => {
  const pair = await world.addPair();
  const { visit } = await hold(pair, SLOT.add({ hours: 1 }));
  const rowsBefore = await rowsOf(visit.id);
  const stale = world.deps.work.run(async (transaction) => {
    await transaction.audit.append(pair.visitor, 'visitor-web', {
      agencyId: visit.agencyId,
      act: 'visit.movement-marked',
      subjectId: visit.id,
    });
    await transaction.visits.save({ ...visit, revision: visit.revision + 2 }, [{ type: 'withdrawn' }], pair.visitor, 'visitor-web');
  });
  await expect(stale).rejects.toThrow(VisitChanged);
  expect(await rowsOf(visit.id)).toEqual(rowsBefore);
});

test('a sheet that was read before a change is not told after it, whoever read the visit', async () => {
  const pair = await world.addPair();
  const { visit, payment } = await hold(pair, SLOT.add({ hours: 2 }));
  const { paid, changed } = await world.deps.work.run(async ({ sheets, payments, visits }) => {
    await sheets.of(pair.visitor, visit.id);
    await payments.save({ ...payment, failureCode: 'card-declined' });
    const told = await sheets.of(pair.visitor, visit.id);
    await visits.save({ ...visit, status: 'withdrawn', revision: 2 }, [{ type: 'withdrawn' }], pair.visitor, 'visitor-web');
    return { paid: told, changed: await sheets.of(pair.visitor, visit.id) };
  });
  expect(paid?.payment.failureCode).toBe('card-declined');
  expect(changed?.visit.status).toBe('withdrawn');
});

test('a connection that is cut in the middle of a transaction, while nothing is asked, fails that transaction and not the process', async () => {
  const { visit } = await hold(await world.addPair(), SLOT.add({ hours: 7 }));
  const cut = world.deps.work.run(async (transaction) => {
    await transaction.claims.of(visit.id);
    await world.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`);
    await new Promise((done) => setTimeout(done, 50));
    return transaction.claims.of(visit.id);
  });
  await expect(cut).rejects.toThrow();
  expect(await world.activeClaims(visit.id)).toHaveLength(4);
});

describe('a job that the queue sends in its own time', () => {
  const soon = () => new Promise((done) => setTimeout(done, 30));
  const workWith = (wakeAt: TransactionJobs['wakeAt']) =>
    postgresUnitOfWork({ pool: world.pool, clock: world.deps.clock, ids: world.deps.ids, composeMail: () => null, jobs: { wakeAt } });
  const dueNow = (visitId: VisitId) => (transaction: Transaction) =>
    transaction.deadlines.set(world.agencyId, visitId, 'settle', world.now());

  test('is of the transaction still, and where it fails the change is undone', async () => {
    const { visit } = await hold(await world.addPair(), SLOT.add({ hours: 5 }));
    const work = workWith(async (run) => {
      await soon();
      await run('select 1 / 0');
    });
    await expect(work.run(dueNow(visit.id))).rejects.toThrow('division by zero');
    const { rows } = await world.pool.query(`select kind from deadlines where visit_id = $1 and kind = 'settle'`, [visit.id]);
    expect(rows).toEqual([]);
  });

  test('does not hide why the change was refused', async () => {
    const { visit } = await hold(await world.addPair(), SLOT.add({ hours: 6 }));
    const work = workWith(async (run) => {
      await soon();
      await run('select 1');
    });
    const refused = work.run(async (transaction) => {
      await transaction.claims.release(visit.id, world.now());
      await dueNow(visit.id)(transaction);
      await transaction.claims.demand(visit.id);
    });
    await expect(refused).rejects.toThrow(SlotTaken);
  });
});

async function rowsOf(visitId: string): Promise<unknown> {
  const { rows } = await world.pool.query(
    `select (select count(*) from visit_events where visit_id = $1) as events, (select count(*) from audit_trail where subject_id = $1) as audit,
      (select to_jsonb(v) from visits v where id = $1) as visit`,
    [visitId],
  );
  return rows[0];
}

describe('a time that was held and not asked for in time', () => {
  const lapsed = NOON.add({ minutes: 10 });
  const startsAt = SLOT.add({ hours: 3 });

  test('goes to whoever asks next, and the first cannot send the request even where the clocks differ', async () => {
    const first = await world.addPair();
    const { visit } = await hold(first, startsAt);
    world.setNow(lapsed);
    // The same visitor's time at the same resident's: nothing but the lapsed claims stands against it.
    const second = await world.addPair(first.residentId);
    const taken = await hold(second, startsAt);
    expect(await claimsLeft(visit.id)).toBe(0);
    world.setNow(lapsed.subtract({ seconds: 1 }));
    await expect(requestVisit(world.deps, first.visitor, visit.id)).rejects.toThrow(new Refusal('hold-expired'));
    expect(await claimsLeft(taken.visit.id)).toBe(4);
    world.setNow(NOON);
  });

  test('stays with the first while the request is being sent in that very moment', async () => {
    const first = await world.addPair();
    const { visit } = await hold(first, startsAt.add({ hours: 1 }));
    const client = await world.pool.connect();
    await client.query('begin');
    await client.query('select from visits where id = $1 for update', [visit.id]);
    world.setNow(lapsed);
    const second = await world.addPair(first.residentId);
    const tried = await hold(second, startsAt.add({ hours: 1 })).catch((error: unknown) => error);
    expect(tried).toMatchObject({ code: 'slot-taken' });
    expect(await claimsLeft(visit.id)).toBe(4);
    await client.query('rollback');
    client.release();
    world.setNow(NOON);
  });
});

async function claimsLeft(visitId: string): Promise<number> {
  const { rows } = await world.pool.query<{ left: number }>(
    'select count(*)::int as left from claims where visit_id = $1 and released_at is null',
    [visitId],
  );
  return rows[0]?.left ?? 0;
}

test('facts that cannot be read are unknown and send the request to a person, while the rest is judged', async () => {
  await world.pool.query('alter table connections rename column status to unreadable');
  const facts = await world.deps.work.run((transaction) =>
    transaction.facts.read(world.marcus, world.ana.visitorId, { start: SLOT, end: SLOT.add({ hours: 1 }) }, NOON),
  );
  await world.pool.query('alter table connections rename column unreadable to status');
  expect(facts?.connection).toEqual({ known: false });
  expect(facts?.resident).toMatchObject({ known: true });
  expect(facts?.countedVisits).toMatchObject({ known: true });
});
