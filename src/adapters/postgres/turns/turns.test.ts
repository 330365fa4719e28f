import net from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, SLOT } from '../../../../test/support/booking-world.ts';
import { overlappingClaims } from '../../../../test/support/overlapping-claims.ts';
import type { VisitorCaller } from '../../../core/access/caller.ts';
import type { ResidentId, VisitId } from '../../../core/shared/ids.ts';
import { Temporal } from '../../../core/shared/time.ts';
import { buildConnection } from '../../../server/demo/builders/build-connection.ts';
import { automatic } from '../../../server/demo/builders/build-policy.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';
import { releaseHold } from '../../../usecases/visits/release-hold.ts';
import { requestVisit } from '../../../usecases/visits/request-visit.ts';
import { viewVisit } from '../../../usecases/visits/view-visit.ts';
import { connectTurns } from '../database.ts';
import { postgresUnitOfWork } from '../unit-of-work.ts';

type Pair = { readonly residentId: ResidentId; readonly visitor: VisitorCaller };

let world: BookingWorld;
let day = 0;
let startsAt: Temporal.Instant;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0, policy: automatic, stations: 3, capacity: 3 });
  // The first booking of a facility is done by itself: its facts are not remembered yet.
  await hold(await world.addPair());
});
afterAll(async () => world.close());
beforeEach(() => {
  startsAt = SLOT.add({ hours: 24 * ++day });
});

const hold = ({ residentId, visitor }: Pair, at = startsAt ?? SLOT) =>
  holdSlot(world.deps, visitor, { residentId, visitType: 'social', startsAt: at, lengthMinutes: 20 });
const codeOf = (answer: PromiseSettledResult<unknown>) =>
  answer.status === 'fulfilled' ? 'done' : (answer.reason as { readonly code?: string }).code;

async function pairs(count: number): Promise<Pair[]> {
  const made: Pair[] = [];
  while (made.length < count) made.push(await world.addPair());
  return made;
}

/** What turns there were meanwhile. */
async function turnsOf<Answer>(act: () => Promise<Answer>): Promise<{ readonly answer: Answer; readonly turns: BookingWorld['turns'] }> {
  const before = world.turns.length;
  const answer = await act();
  return { answer, turns: world.turns.slice(before) };
}

/** A way to the database on which connections can stop answering without an end, as they do when a machine is gone; later ones answer. */
async function deafeningProxy(url: string) {
  const { user = '', host, port, database } = new pg.Client({ connectionString: url });
  const open = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = host.startsWith('/') ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
    }
    near.on('close', () => far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `postgres://${encodeURIComponent(user)}@127.0.0.1:${(server.address() as net.AddressInfo).port}/${database}`,
    deafen: () => {
      for (const socket of open) socket.unpipe().on('data', () => undefined);
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function transactionsOf(ids: readonly VisitId[]): Promise<number> {
  const { rows } = await world.pool.query('select count(distinct xmin::text)::int as count from visits where id = any($1)', [ids]);
  return rows[0].count;
}

async function onOwnConnection<Answer>(act: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client({ connectionString: world.url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

test('times that are held at the same moment share one transaction, and so do their requests; everybody reads their own visit', async () => {
  const three = await pairs(3);
  const { answer: held, turns: holding } = await turnsOf(() => Promise.all(three.map((pair) => hold(pair))));
  expect(holding).toEqual([{ works: 3, left: 0 }]);
  expect(await transactionsOf(held.map(({ visit }) => visit.id))).toBe(1);
  expect(new Set(held.map(({ visit }) => visit.slot.stationId)).size).toBe(3);

  const { answer: sent, turns: requesting } = await turnsOf(() =>
    Promise.all(three.map(({ visitor }, index) => requestVisit(world.deps, visitor, held[index]?.visit.id as VisitId))),
  );
  expect(requesting).toEqual([{ works: 3, left: 0 }]);
  for (const [index, { visitor }] of three.entries()) {
    const sheet = sent[index];
    expect(sheet).toMatchObject({ visit: { status: 'confirmed', leadVisitorId: visitor.visitorId } });
    expect(sheet).toEqual(await viewVisit(world.deps, visitor, sheet?.visit.id as VisitId));
    expect(await world.mails(sheet?.visit.id as VisitId)).toEqual(['confirmed']);
    expect(await world.activeClaims(sheet?.visit.id as VisitId)).toHaveLength(4);
  }
});

test('whoever comes later in a turn sees what those before have taken: the fourth of four finds three stations taken', async () => {
  const four = await pairs(4);
  const { answer, turns } = await turnsOf(() => Promise.allSettled(four.map((pair) => hold(pair))));
  expect(answer.map(codeOf)).toEqual(['done', 'done', 'done', 'slot-taken']);
  expect(turns).toEqual([{ works: 4, left: 0 }]);
  expect(await overlappingClaims(world.pool)).toEqual([]);
});

test('one visitor who wants three times at once gets two, for the third sees the others in the same turn', async () => {
  const [pair] = await pairs(1);
  const times = [0, 60, 120].map((minutes) => startsAt.add({ minutes }));
  const { answer, turns } = await turnsOf(() => Promise.allSettled(times.map((at) => hold(pair as Pair, at))));
  expect(answer.map(codeOf)).toEqual(['done', 'done', 'hold-limit']);
  expect(turns).toEqual([{ works: 3, left: 0 }]);
});

test('one visitor who wants to see three residents at once gets two times, for a person is one work’s at a time, whomever they visit', async () => {
  const [pair] = await pairs(1);
  const { visitor } = pair as Pair;
  const residents = [(pair as Pair).residentId];
  while (residents.length < 3) {
    const { residentId } = await world.addPair();
    await buildConnection(world.db, { ...world, residentId, visitorId: visitor.visitorId });
    residents.push(residentId);
  }
  const { answer, turns } = await turnsOf(() =>
    Promise.allSettled(residents.map((residentId, index) => hold({ residentId, visitor }, startsAt.add({ hours: index })))),
  );
  expect(answer.map(codeOf)).toEqual(['done', 'done', 'hold-limit']);
  expect(turns).toEqual([{ works: 3, left: 0 }]);
});

test('a request that is sent twice at the same moment is sent once, and both are told so', async () => {
  const [pair] = await pairs(1);
  const { visitor } = pair as Pair;
  const { visit } = await hold(pair as Pair);
  const { answer, turns } = await turnsOf(() =>
    Promise.all([requestVisit(world.deps, visitor, visit.id), requestVisit(world.deps, visitor, visit.id)]),
  );
  expect(answer.map((sheet) => sheet.visit.status)).toEqual(['confirmed', 'confirmed']);
  expect(turns[0]?.works).toBe(2);
  expect(await world.mails(visit.id)).toEqual(['confirmed']);
});

test('a refusal leaves nothing behind and harms nobody else of the turn', async () => {
  const [one, other] = await pairs(2);
  const stranger = { residentId: (one as Pair).residentId, visitor: (other as Pair).visitor };
  const { answer, turns } = await turnsOf(() => Promise.allSettled([hold(stranger), hold(one as Pair)]));
  expect(answer.map(codeOf)).toEqual(['not-connected', 'done']);
  expect(turns).toEqual([{ works: 2, left: 0 }]);
});

test("somebody else's visit is not found in a turn either", async () => {
  const [one, other] = (await pairs(2)) as [Pair, Pair];
  const held = [await hold(one), await hold(other)].map(({ visit }) => visit.id) as [VisitId, VisitId];
  const answers = await Promise.allSettled([
    requestVisit(world.deps, one.visitor, held[1]),
    requestVisit(world.deps, other.visitor, held[1]),
  ]);
  expect(answers.map(codeOf)).toEqual(['not-found', 'done']);
});

test('when the database refuses one of them, each is done again by itself and only that one is lost', async () => {
  const three = await pairs(3);
  const [unlucky] = three as [Pair];
  await world.pool.query(`create function refuse_one() returns trigger language plpgsql as $$ begin
    if new.lead_visitor_id = '${unlucky.visitor.visitorId}' then raise exception 'refused by a test'; end if; return new; end $$;
    create trigger refuse_one before insert on visits for each row execute function refuse_one()`);
  try {
    const { answer, turns } = await turnsOf(() => Promise.allSettled(three.map((pair) => hold(pair))));
    expect(answer.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(turns).toEqual([{ works: 3, left: 3 }]);
    expect(await overlappingClaims(world.pool)).toEqual([]);
  } finally {
    await world.pool.query('drop function refuse_one cascade');
  }
});

test('a time around which the database knows no dates is asked for apart from everybody else of the turn', async () => {
  const three = await pairs(3);
  for (const far of ['0000-01-01T00:00:00Z', '9999-12-31T23:00:00Z']) {
    const { answer, turns } = await turnsOf(() =>
      Promise.allSettled(three.map((pair, index) => hold(pair, index === 0 ? Temporal.Instant.from(far) : startsAt.add({ minutes: 60 })))),
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
  const [one, other] = (await pairs(2)) as [Pair, Pair];
  const [locked, free] = [(await hold(one)).visit.id, (await hold(other)).visit.id];
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
  const two = (await pairs(2)) as [Pair, Pair];
  await onOwnConnection(async (client) => {
    await client.query('begin');
    // As every booking of the facility does (booking/claims.ts).
    await client.query(`select pg_advisory_xact_lock(hashtextextended('stations:' || $1, 7305))`, [world.facilityId]);
    const holding = turnsOf(() => Promise.all(two.map((pair) => hold(pair))));
    while (world.turns.at(-1)?.left !== 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await client.query('rollback');
    const { answer, turns } = await holding;
    expect(turns).toEqual([{ works: 2, left: 2 }]);
    expect(new Set(answer.map(({ visit }) => visit.slot.stationId)).size).toBe(2);
  });
});

test('when the connection of a turn is cut, its works fail and leave nothing, and the next turn is as good as ever', async () => {
  const two = (await pairs(2)) as [Pair, Pair];
  await world.pool.query(`create function cut() returns trigger language plpgsql as $$ begin
    perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
    create trigger cut before insert on visits for each row execute function cut()`);
  const cut = await Promise.allSettled(two.map((pair) => hold(pair)));
  await world.pool.query('drop function cut cascade');
  expect(cut.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const { answer, turns } = await turnsOf(() => Promise.all(two.map((pair) => hold(pair))));
  expect(turns).toEqual([{ works: 2, left: 0 }]);
  expect(answer.map(({ visit }) => visit.status)).toEqual(['held', 'held']);
});

test('a connection that no longer answers ends its turn, and the next turn has another', async () => {
  const two = (await pairs(2)) as [Pair, Pair];
  const proxy = await deafeningProxy(world.url);
  const turnPool = connectTurns(proxy.url, { onConnectionLost: () => {}, answeredWithinMs: 300 });
  const { clock, ids } = world.deps;
  const deps = { ...world.deps, work: postgresUnitOfWork({ pool: world.pool, turnPool, clock, ids, composeMail: () => null }) };
  const holdAt = ({ residentId, visitor }: Pair, hours: number) =>
    holdSlot(deps, visitor, { residentId, visitType: 'social', startsAt: startsAt.add({ hours }), lengthMinutes: 20 });
  try {
    await holdAt(two[0], 0);
    proxy.deafen();
    expect((await Promise.allSettled([holdAt(two[0], 1), holdAt(two[1], 0)])).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect((await holdAt(two[1], 1)).visit.status).toBe('held');
  } finally {
    await turnPool.end();
    await proxy.close();
  }
});

test('more works than a turn has places for share the next', async () => {
  const strangers = (await pairs(40)).map(({ visitor }) => ({ residentId: world.marcus, visitor }));
  const { answer, turns } = await turnsOf(() => Promise.allSettled(strangers.map((pair) => hold(pair))));
  expect(new Set(answer.map(codeOf))).toEqual(new Set(['not-connected']));
  expect(turns.map(({ works }) => works)).toEqual([32, 8]);
});
