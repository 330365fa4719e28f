import { afterAll, beforeAll, expect, test } from 'vitest';
import { visitTransitions } from '../../src/core/visit/transitions.ts';
import type { VisitStatus } from '../../src/core/visit/visit-status.ts';
import { finalVisitStatuses } from '../../src/core/visit/visit-status.ts';
import { lapseVisit } from '../../src/usecases/visits/lapse-visit.ts';
import { type BookingServer, startBookingServer } from '../support/booking-server.ts';
import { type BookingWorld, buildBookingWorld, NOON, onDeadline, SLOT } from '../support/booking-world.ts';
import { overlappingClaims } from '../support/overlapping-claims.ts';
import { seededRandom } from '../support/seeded-random.ts';

const ROUNDS = 40;
const seed = Number(process.env.RACE_SEED ?? Math.floor(Math.random() * 1_000_000));

let world: BookingWorld;
let server: BookingServer;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0, stations: 3, capacity: 3 });
  server = await startBookingServer(world);
});
afterAll(async () => {
  await server.close();
  await world.close();
});

test(`revise against accept, withdraw, cancel, confirm, deny and lapse ends in one listed status without a leaked claim (seed ${seed})`, async () => {
  console.info(`RACE_SEED=${seed}`);
  const random = seededRandom(seed);
  for (let round = 0; round < ROUNDS; round++) {
    world.setNow(NOON);
    await raceOnce(random, round);
  }
});

async function raceOnce(random: () => number, round: number): Promise<void> {
  const { residentId, visitor } = await world.addPair();
  const startsAt = SLOT.add({ hours: Math.floor(random() * 10), minutes: 24 * 60 * Math.floor(random() * 6) });
  const held = await server.call(visitor, 'POST', '/api/visitor/holds', {
    residentId,
    visitType: 'social',
    startsAt: startsAt.toString(),
    lengthMinutes: 20,
  });
  if (held.status !== 201) return expect(held.body.code).toBe('slot-taken');
  const id = held.body.id as `vst_${string}`;
  const visits = `/api/visitor/visits/${id}`;
  const staffVisits = `/api/staff/visits/${id}`;
  const requested = await server.call(visitor, 'POST', `${visits}/request`);
  expect(requested.status, `request of round ${round}`).toBe(200);
  let revision = requested.body.revision ?? 0;
  const offer = (hours: number) => {
    const lengthMinutes = random() < 0.5 ? 20 : 30;
    return { revision, startsAt: startsAt.add({ hours }).toString(), lengthMinutes, reason: 'staffing' };
  };
  if (random() < 0.5) {
    await server.call(world.scheduler, 'POST', `${staffVisits}/revise`, offer(1));
    revision = (await server.call(visitor, 'GET', visits)).body.revision ?? 0;
  }

  // The clock jumps past some answers' deadline in a part of the rounds, so that lapsing is a real rival.
  if (random() < 0.3) world.setNow(NOON.add({ hours: 25 }));
  const acts: (() => Promise<{ readonly status: number } | undefined>)[] = [
    () => server.call(world.scheduler, 'POST', `${staffVisits}/revise`, offer(2)),
    () => server.call(visitor, 'POST', `${visits}/accept-revision`, { revision }),
    () => server.call(visitor, 'POST', `${visits}/decline-revision`, { revision }),
    () => server.call(visitor, 'POST', `${visits}/withdraw`),
    () => server.call(visitor, 'POST', `${visits}/cancel`, { reason: 'other' }),
    () => server.call(world.scheduler, 'POST', `${staffVisits}/confirm`, { revision }),
    () => server.call(world.scheduler, 'POST', `${staffVisits}/deny`, { revision, reason: 'other' }),
    async () => {
      await lapseVisit(world.deps, onDeadline, id);
      return undefined;
    },
  ];
  const chosen = acts
    .map((act) => ({ act, place: random() }))
    .sort((a, b) => a.place - b.place)
    .slice(0, 4);
  const answers = await Promise.all(chosen.map(({ act }) => act()));
  expect(
    answers.filter((answer) => answer && answer.status >= 500),
    `round ${round}`,
  ).toEqual([]);
  await checkVisit(id, round);
}

async function checkVisit(id: `vst_${string}`, round: number): Promise<void> {
  const row = await world.db.selectFrom('visits').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const events = await world.db.selectFrom('visit_events').select('sequence').where('visit_id', '=', id).orderBy('sequence').execute();
  expect(Object.keys(visitTransitions)).toContain(row.status);
  expect(
    events.map(({ sequence }) => sequence),
    `history of round ${round}`,
  ).toEqual(Array.from({ length: row.revision }, (_, index) => index + 1));
  const claims = await world.activeClaims(id);
  const over = (finalVisitStatuses as readonly VisitStatus[]).includes(row.status as VisitStatus);
  const lapsed = row.lapses_at !== null && row.lapses_at.getTime() <= world.now().epochMilliseconds;
  expect(claims, `claims of a visit that is ${row.status} after round ${round}`).toHaveLength(over || lapsed ? 0 : 4);
  const minutes = await world.pool.query(
    `select (quote ->> 'minutes')::int as priced, extract(epoch from upper(during) - lower(during))::int / 60 as booked from visits where id = $1`,
    [id],
  );
  expect(minutes.rows[0].priced, `price of round ${round}`).toBe(minutes.rows[0].booked);
  expect(await overlappingClaims(world.pool)).toEqual([]);
}
