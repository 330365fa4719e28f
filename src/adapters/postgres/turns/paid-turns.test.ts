import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTurnWorld, codeOf, type Pair, type TurnWorld } from '../../../../test/support/turn-world.ts';
import type { VisitId } from '../../../core/shared/ids.ts';
import { startCardSetup } from '../../../usecases/billing/start-card-setup.ts';
import { requestVisit } from '../../../usecases/visits/request-visit.ts';

let world: TurnWorld;
beforeAll(async () => {
  world = await buildTurnWorld({ centsPerMinute: 17 });
});
afterAll(async () => world.close());

test('paid requests of the same moment share a transaction, each with its own card; who has saved none is asked for one, and the others get their visits', async () => {
  world.nextDay();
  const three = await world.pairs(3);
  const held = await Promise.all(three.map((pair) => world.hold(pair)));
  const idOf = (index: number) => held[index]?.visit.id as VisitId;
  const tokens: (string | null)[] = [];
  for (const index of [0, 1]) {
    await startCardSetup(world.deps, (three[index] as Pair).visitor, idOf(index));
    const { rows } = await world.pool.query('select setup_session_id from payments where visit_id = $1', [idOf(index)]);
    world.payments.saveCard(rows[0].setup_session_id, 'succeeds');
    const setup = await world.payments.readCardSetup(rows[0].setup_session_id);
    tokens.push(setup.status === 'complete' ? setup.card.token : 'not saved');
  }

  const { answer, turns } = await world.turnsOf(() =>
    Promise.allSettled(three.map(({ visitor }, index) => requestVisit(world.deps, visitor, idOf(index)))),
  );

  expect(answer.map(codeOf)).toEqual(['done', 'done', 'card-needed']);
  // All three ask what is missing; then the two whose cards the processor has told send their requests.
  expect(turns).toEqual([
    { works: 3, left: 0 },
    { works: 2, left: 0 },
  ]);
  for (const index of [0, 1, 2]) {
    const { rows } = await world.pool.query(
      'select v.status, p.status as payment, p.card_token as token from visits v join payments p on p.visit_id = v.id where v.id = $1',
      [idOf(index)],
    );
    const token = tokens[index] ?? null;
    expect(rows).toEqual([{ status: token ? 'confirmed' : 'held', payment: token ? 'card-saved' : 'no-card', token }]);
  }
  expect(new Set(tokens).size).toBe(2);
});
