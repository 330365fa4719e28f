import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Temporal } from '../../src/core/shared/time.ts';
import { type BookingServer, startBookingServer } from '../support/booking-server.ts';
import { type BookingWorld, buildBookingWorld, SLOT } from '../support/booking-world.ts';
import { overlappingClaims } from '../support/overlapping-claims.ts';

const SLOTS = 100;
const CALLERS = 16;

let world: BookingWorld;
let server: BookingServer;
beforeAll(async () => {
  // One station and one seat: whoever comes second has nowhere to go.
  world = await buildBookingWorld({ centsPerMinute: 0, stations: 1, capacity: 1 });
  server = await startBookingServer(world);
});
afterAll(async () => {
  await server.close();
  await world.close();
});

/** Twenty slots a day from eight in the morning, far enough apart for movement and turn-round. */
function slotAt(index: number): Temporal.Instant {
  return SLOT.subtract({ minutes: 60 }).add({ hours: 24 * Math.floor(index / 20), minutes: 35 * (index % 20) });
}

test('of sixteen people who want one slot at once exactly one gets it, a hundred times, and every other is told what is free', async () => {
  const losers: { readonly slot: number; readonly status: number; readonly body: Record<string, unknown> }[] = [];
  for (let slot = 0; slot < SLOTS; slot++) {
    const pairs = await Promise.all(Array.from({ length: CALLERS }, () => world.addPair()));
    const answers = await Promise.all(
      pairs.map(({ residentId, visitor }) =>
        server.call(visitor, 'POST', '/api/visitor/holds', {
          residentId,
          visitType: 'social',
          startsAt: slotAt(slot).toString(),
          lengthMinutes: 20,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    expect(
      answers.filter(({ status }) => status === 201),
      `winners of slot ${slot}`,
    ).toHaveLength(1);
    losers.push(...answers.filter(({ status }) => status !== 201).map((answer) => ({ slot, ...answer })));
  }
  expect(losers).toHaveLength(SLOTS * (CALLERS - 1));
  for (const { body, slot } of losers) {
    expect(body.code).toBe('slot-taken');
    const { alternatives } = body.detail as { alternatives: { startsAt: string }[] };
    expect(alternatives.length, `alternatives after slot ${slot}`).toBeGreaterThan(0);
    expect(alternatives.map(({ startsAt }) => startsAt)).not.toContain(slotAt(slot).toString());
  }
  expect(await overlappingClaims(world.pool)).toEqual([]);
});

test('of sixteen slots that one resident with an allowance of one wants at once exactly one is given', async () => {
  const strict = await buildBookingWorld({
    centsPerMinute: 0,
    stations: 16,
    capacity: 16,
    policy: { allowances: [{ whose: 'resident', per: 'week', unit: 'visits', most: 1, exemptVisitTypes: [] }] },
  });
  const strictServer = await startBookingServer(strict);
  try {
    const pairs = await Promise.all(Array.from({ length: CALLERS }, () => strict.addPair(strict.marcus)));
    const answers = await Promise.all(
      pairs.map(({ visitor }, index) =>
        strictServer.call(visitor, 'POST', '/api/visitor/holds', {
          residentId: strict.marcus,
          visitType: 'social',
          startsAt: SLOT.subtract({ minutes: 60 })
            .add({ minutes: 40 * index })
            .toString(),
          lengthMinutes: 20,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: CALLERS - 1 }, () => 422)]);
    expect(new Set(answers.filter(({ status }) => status === 422).map(({ body }) => body.code))).toEqual(
      new Set(['resident-allowance-used']),
    );
  } finally {
    await strictServer.close();
    await strict.close();
  }
});
