import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deafeningProxy } from '../../../../test/support/deafening-proxy.ts';
import { overlappingClaims } from '../../../../test/support/overlapping-claims.ts';
import { buildTurnWorld, type Pair, type TurnWorld } from '../../../../test/support/turn-world.ts';
import { Temporal } from '../../../core/shared/time.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';
import { releaseHold } from '../../../usecases/visits/release-hold.ts';
import { requestVisit } from '../../../usecases/visits/request-visit.ts';
import { connectTurns } from '../database.ts';
import { postgresUnitOfWork } from '../unit-of-work.ts';

let world: TurnWorld;
beforeAll(async () => {
  world = await buildTurnWorld();
});
afterAll(async () => world.close());
beforeEach(() => world.nextDay());

async function onOwnConnection<Answer>(act: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client({ connectionString: world.url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

test('when the database refuses one of them, each is done again by itself and only that one is lost', async () => {
  const three = await world.pairs(3);
  const [unlucky] = three as [Pair];
  await world.pool.query(`create function refuse_one() returns trigger language plpgsql as $$ begin
    if new.lead_visitor_id = '${unlucky.visitor.visitorId}' then raise exception 'refused by a test'; end if; return new; end $$;
    create trigger refuse_one before insert on visits for each row execute function refuse_one()`);
  try {
    const { answer, turns } = await world.turnsOf(() => Promise.allSettled(three.map((pair) => world.hold(pair))));
    expect(answer.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(turns).toEqual([{ works: 3, left: 3 }]);
    expect(await overlappingClaims(world.pool)).toEqual([]);
  } finally {
    await world.pool.query('drop function refuse_one cascade');
  }
});

test('a time around which the database knows no dates is asked for apart from everybody else of the turn', async () => {
  const three = await world.pairs(3);
  for (const far of ['0000-01-01T00:00:00Z', '9999-12-31T23:00:00Z']) {
    const { answer, turns } = await world.turnsOf(() =>
      Promise.allSettled(
        three.map((pair, index) => world.hold(pair, index === 0 ? Temporal.Instant.from(far) : world.startsAt.add({ minutes: 60 }))),
      ),
    );
    expect(answer.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(turns).toEqual([{ works: 3, left: 1 }]);
    await Promise.all(
      answer.map(async (one, index) => {
        if (one.status === 'fulfilled') await releaseHold(world.deps, (three[index] as Pair).visitor, one.value.visit.id);
      }),
    );
  }
});

test('a visit that somebody else has locked does not keep the others of its turn waiting', async () => {
  const [one, other] = (await world.pairs(2)) as [Pair, Pair];
  const [locked, free] = [(await world.hold(one)).visit.id, (await world.hold(other)).visit.id];
  await onOwnConnection(async (client) => {
    await client.query('begin');
    await client.query('select from visits where id = $1 for update', [locked]);
    const waiting = requestVisit(world.deps, one.visitor, locked);
    expect((await requestVisit(world.deps, other.visitor, free)).visit.status).toBe('confirmed');
    await client.query('rollback');
    expect((await waiting).visit.status).toBe('confirmed');
  });
});

test('where a booking elsewhere keeps the stations of a facility, a turn gives up waiting and each goes by itself', async () => {
  const two = (await world.pairs(2)) as [Pair, Pair];
  await onOwnConnection(async (client) => {
    await client.query('begin');
    // As every booking of the facility does (booking/claims.ts).
    await client.query(`select pg_advisory_xact_lock(hashtextextended('stations:' || $1, 7305))`, [world.facilityId]);
    const holding = world.turnsOf(() => Promise.all(two.map((pair) => world.hold(pair))));
    while (world.turns.at(-1)?.left !== 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await client.query('rollback');
    const { answer, turns } = await holding;
    expect(turns).toEqual([{ works: 2, left: 2 }]);
    expect(new Set(answer.map(({ visit }) => visit.slot.stationId)).size).toBe(2);
  });
});

test('when the connection of a turn is cut, its works fail and leave nothing, and the next turn is as good as ever', async () => {
  const two = (await world.pairs(2)) as [Pair, Pair];
  await world.pool.query(`create function cut() returns trigger language plpgsql as $$ begin
    perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
    create trigger cut before insert on visits for each row execute function cut()`);
  const cut = await Promise.allSettled(two.map((pair) => world.hold(pair)));
  await world.pool.query('drop function cut cascade');
  expect(cut.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const { answer, turns } = await world.turnsOf(() => Promise.all(two.map((pair) => world.hold(pair))));
  expect(turns).toEqual([{ works: 2, left: 0 }]);
  expect(answer.map(({ visit }) => visit.status)).toEqual(['held', 'held']);
});

test('when the connection is cut before anything was to be kept, its works are done by themselves', async () => {
  const [{ residentId, visitor }] = (await world.pairs(1)) as [Pair];
  let tries = 0;
  const { answer, turns } = await world.turnsOf(() =>
    world.deps.work.runTogether('hold-slot', async ({ claims, facts }) => {
      await claims.lock(residentId, visitor.visitorId);
      const during = { start: world.startsAt, end: world.startsAt.add({ minutes: 20 }) };
      await facts.read(residentId, visitor.visitorId, during, world.now());
      if (++tries > 1) return 'done';
      await world.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
      return 'answered by a connection that is gone';
    }),
  );
  expect(answer).toBe('done');
  expect(turns).toEqual([{ works: 1, left: 1 }]);
});

test('a connection that no longer answers ends its turn, whose works are done by themselves, and the next turn has another', async () => {
  const two = (await world.pairs(2)) as [Pair, Pair];
  const proxy = await deafeningProxy(world.url);
  const turnPool = connectTurns(proxy.url, { onConnectionLost: () => {}, answeredWithinMs: 2_000 });
  const { clock, ids } = world.deps;
  const turns: object[] = [];
  const onTurn = (turn: object) => turns.push(turn);
  const deps = { ...world.deps, work: postgresUnitOfWork({ pool: world.pool, turnPool, onTurn, clock, ids, composeMail: () => null }) };
  const holdAt = ({ residentId, visitor }: Pair, hours: number) =>
    holdSlot(deps, visitor, { residentId, visitType: 'social', startsAt: world.startsAt.add({ hours }), lengthMinutes: 20 });
  try {
    await holdAt(two[0], 0);
    proxy.deafen();
    const done = await Promise.all([holdAt(two[0], 1), holdAt(two[1], 0)]);
    expect(done.map(({ visit }) => visit.status)).toEqual(['held', 'held']);
    expect(turns.at(-1)).toEqual({ works: 2, left: 2 });
    expect((await holdAt(two[1], 1)).visit.status).toBe('held');
  } finally {
    await turnPool.end();
    await proxy.close();
  }
});
