import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { overlappingClaims } from '../../../../test/support/overlapping-claims.ts';
import { buildTurnWorld, codeOf, type Pair, type TurnWorld } from '../../../../test/support/turn-world.ts';
import type { VisitId } from '../../../core/shared/ids.ts';
import { buildConnection } from '../../../server/demo/builders/build-connection.ts';
import { requestVisit } from '../../../usecases/visits/request-visit.ts';
import { viewVisit } from '../../../usecases/visits/view-visit.ts';
import { connectTurns } from '../database.ts';
import type { StatementRunner } from '../transaction-scope.ts';
import { postgresUnitOfWork } from '../unit-of-work.ts';

let world: TurnWorld;
beforeAll(async () => {
  world = await buildTurnWorld();
});
afterAll(async () => world.close());
beforeEach(() => world.nextDay());

async function transactionsOf(ids: readonly VisitId[]): Promise<number> {
  const { rows } = await world.pool.query('select count(distinct xmin::text)::int as count from visits where id = any($1)', [ids]);
  return rows[0].count;
}

test('times that are held at the same moment share one transaction, and so do their requests; everybody reads their own visit', async () => {
  const three = await world.pairs(3);
  const { answer: held, turns: holding } = await world.turnsOf(() => Promise.all(three.map((pair) => world.hold(pair))));
  expect(holding).toEqual([{ works: 3, left: 0 }]);
  expect(await transactionsOf(held.map(({ visit }) => visit.id))).toBe(1);
  expect(new Set(held.map(({ visit }) => visit.slot.stationId)).size).toBe(3);

  const { answer: sent, turns: requesting } = await world.turnsOf(() =>
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
  const four = await world.pairs(4);
  const { answer, turns } = await world.turnsOf(() => Promise.allSettled(four.map((pair) => world.hold(pair))));
  expect(answer.map(codeOf)).toEqual(['done', 'done', 'done', 'slot-taken']);
  expect(turns).toEqual([{ works: 4, left: 0 }]);
  expect(await overlappingClaims(world.pool)).toEqual([]);
});

test('one visitor who wants three times at once gets two, for the third sees the others in the same turn', async () => {
  const [pair] = await world.pairs(1);
  const times = [0, 60, 120].map((minutes) => world.startsAt.add({ minutes }));
  const { answer, turns } = await world.turnsOf(() => Promise.allSettled(times.map((at) => world.hold(pair as Pair, at))));
  expect(answer.map(codeOf)).toEqual(['done', 'done', 'hold-limit']);
  expect(turns).toEqual([{ works: 3, left: 0 }]);
});

test('one visitor who wants to see three residents at once gets two times, for a person is one work’s at a time, whomever they visit', async () => {
  const [pair] = await world.pairs(1);
  const { visitor } = pair as Pair;
  const residents = [(pair as Pair).residentId];
  while (residents.length < 3) {
    const { residentId } = await world.addPair();
    await buildConnection(world.db, { ...world, residentId, visitorId: visitor.visitorId });
    residents.push(residentId);
  }
  const { answer, turns } = await world.turnsOf(() =>
    Promise.allSettled(residents.map((residentId, index) => world.hold({ residentId, visitor }, world.startsAt.add({ hours: index })))),
  );
  expect(answer.map(codeOf)).toEqual(['done', 'done', 'hold-limit']);
  expect(turns).toEqual([{ works: 3, left: 0 }]);
});

test('a request that is sent twice at the same moment is sent once, and both are told so', async () => {
  const [pair] = await world.pairs(1);
  const { visitor } = pair as Pair;
  const { visit } = await world.hold(pair as Pair);
  const { answer, turns } = await world.turnsOf(() =>
    Promise.all([requestVisit(world.deps, visitor, visit.id), requestVisit(world.deps, visitor, visit.id)]),
  );
  expect(answer.map((sheet) => sheet.visit.status)).toEqual(['confirmed', 'confirmed']);
  expect(turns[0]?.works).toBe(2);
  expect(await world.mails(visit.id)).toEqual(['confirmed']);
});

test('a refusal leaves nothing behind and harms nobody else of the turn', async () => {
  const [one, other] = await world.pairs(2);
  const stranger = { residentId: (one as Pair).residentId, visitor: (other as Pair).visitor };
  const { answer, turns } = await world.turnsOf(() => Promise.allSettled([world.hold(stranger), world.hold(one as Pair)]));
  expect(answer.map(codeOf)).toEqual(['not-connected', 'done']);
  expect(turns).toEqual([{ works: 2, left: 0 }]);
});

test("somebody else's visit is not found in a turn either", async () => {
  const [one, other] = (await world.pairs(2)) as [Pair, Pair];
  const held = [await world.hold(one), await world.hold(other)].map(({ visit }) => visit.id) as [VisitId, VisitId];
  const answers = await Promise.allSettled([
    requestVisit(world.deps, one.visitor, held[1]),
    requestVisit(world.deps, other.visitor, held[1]),
  ]);
  expect(answers.map(codeOf)).toEqual(['not-found', 'done']);
});

test('what is due at once wakes somebody in the transaction of the turn, once for all of its works', async () => {
  const woken: string[] = [];
  const jobs = {
    wakeAt: async (run: StatementRunner) => {
      const { rows } = await run('select pg_current_xact_id()::text as id');
      woken.push((rows[0] as { readonly id: string }).id);
    },
  };
  const turnPool = connectTurns(world.url, { onConnectionLost: () => {} });
  const turns: { readonly works: number; readonly left: number }[] = [];
  const { clock, ids } = world.deps;
  const work = postgresUnitOfWork({
    ...{ pool: world.pool, turnPool, clock, ids, jobs, composeMail: () => null },
    onTurn: (turn) => turns.push(turn),
  });
  try {
    const held = await Promise.all((await world.pairs(2)).map((pair) => world.hold(pair)));
    await Promise.all(
      held.map(({ visit }) =>
        work.runTogether('request-visit', ({ deadlines }) => deadlines.set(world.agencyId, visit.id, 'settle', world.now())),
      ),
    );
    expect(turns).toEqual([{ works: 2, left: 0 }]);
    const { rows } = await world.pool.query(
      `select distinct xmin::text as id from deadlines where visit_id = any($1) and kind = 'settle'`,
      [held.map(({ visit }) => visit.id)],
    );
    expect(rows).toEqual([{ id: woken[0] }]);
    expect(woken).toHaveLength(1);
  } finally {
    await turnPool.end();
  }
});

test('a time that was left to lapse keeps nobody out of the turn but who wants that very time', async () => {
  const three = (await world.pairs(3)) as [Pair, Pair, Pair];
  await world.hold(three[0]);
  world.setNow(world.now().add({ minutes: 11 }));
  // Somebody else, an hour later: what has lapsed is not in the way, though nobody has swept it yet.
  const { turns } = await world.turnsOf(() =>
    Promise.all([world.hold(three[1], world.startsAt.add({ hours: 1 })), world.hold(three[2], world.startsAt.add({ hours: 1 }))]),
  );
  expect(turns).toEqual([{ works: 2, left: 0 }]);
  // The same resident at the same time: the claims have to be released first.
  const { answer, turns: again } = await world.turnsOf(() => world.hold(three[0]));
  expect(answer.visit.status).toBe('held');
  expect(again).toEqual([{ works: 1, left: 1 }]);
});

test('more works than a turn has places for share the next', async () => {
  const strangers = (await world.pairs(40)).map(({ visitor }) => ({ residentId: world.marcus, visitor }));
  const { answer, turns } = await world.turnsOf(() => Promise.allSettled(strangers.map((pair) => world.hold(pair))));
  expect(new Set(answer.map(codeOf))).toEqual(new Set(['not-connected']));
  expect(turns.map(({ works }) => works)).toEqual([32, 8]);
});
