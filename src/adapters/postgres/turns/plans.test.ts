import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, SLOT } from '../../../../test/support/booking-world.ts';
import { automatic } from '../../../server/demo/builders/build-policy.ts';
import { startCardSetup } from '../../../usecases/billing/start-card-setup.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';
import { requestVisit } from '../../../usecases/visits/request-visit.ts';
import { connectTurns } from '../database.ts';
import { postgresUnitOfWork } from '../unit-of-work.ts';

let world: BookingWorld;
let turnPool: pg.Pool;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 17, policy: automatic });
  turnPool = connectTurns(world.url, { onConnectionLost: () => {} });
});
afterAll(async () => {
  await turnPool.end();
  await world.close();
});

/** Few and small in any installation, or without a key to look them up by. */
const READ_WHOLE = ['restrictions'];

/** The lines of a plan that read a table or an index from one end to the other. */
function wholeReads(plan: readonly string[]): string[] {
  return plan.filter((line, index) => {
    if (READ_WHOLE.some((table) => line.includes(` on ${table} `))) return false;
    if (/Seq Scan on/.test(line)) return true;
    if (!/Index (Only )?Scan (using|on) /.test(line)) return false;
    return !plan.slice(index + 1, index + 3).some((below) => below.includes('Index Cond'));
  });
}

test('every statement of a turn finds its rows by keys, though it is planned for good while nothing is known of the tables', async () => {
  const work = postgresUnitOfWork({ pool: world.pool, turnPool, clock: world.deps.clock, ids: world.deps.ids, composeMail: () => null });
  const deps = { ...world.deps, work };
  // The first booking is done by itself, as the facility is not remembered yet; the second is of a turn from beginning to end.
  for (const hours of [0, 1]) {
    const { residentId, visitor } = await world.addPair();
    const wish = { residentId, visitType: 'social', startsAt: SLOT.add({ hours }), lengthMinutes: 20 } as const;
    const { visit } = await holdSlot(deps, visitor, wish);
    await startCardSetup(deps, visitor, visit.id);
    const { setup_session_id: setup } = await world.db
      .selectFrom('payments')
      .selectAll()
      .where('visit_id', '=', visit.id)
      .executeTakeFirstOrThrow();
    world.payments.saveCard(setup ?? '', 'succeeds');
    await requestVisit(deps, visitor, visit.id);
  }
  const clients = [await turnPool.connect(), await turnPool.connect()];
  const planned: string[] = [];
  for (const client of clients) {
    const { rows } = await client.query<{ name: string; parameters: number }>(
      `select name, cardinality(parameter_types) as parameters from pg_prepared_statements where statement not in ('commit') and name not in ('begin')`,
    );
    for (const { name, parameters } of rows) {
      planned.push(name.replace(/^change-.*/, 'change'));
      const values = parameters > 0 ? `(${Array.from({ length: parameters }, () => 'null').join(', ')})` : '';
      const { rows: lines } = await client.query<Record<string, string>>(`explain execute "${name}" ${values}`);
      const plan = lines.map((line) => line['QUERY PLAN'] ?? '');
      expect(wholeReads(plan), `${name}:\n${plan.join('\n')}`).toEqual([]);
      if (name.startsWith('lock-visit')) expect(plan.join('\n')).toContain('using visits_pkey');
    }
    client.release();
  }
  expect(new Set(planned)).toEqual(
    new Set([
      'locks-of-many',
      'facts-of-pairs',
      'facts-of-pairs-to-judge',
      'lock-visit-for-visitor-1-of-many',
      'lock-payment-of-many',
      'change',
    ]),
  );
});
