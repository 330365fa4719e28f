import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON } from '../../../test/support/booking-world.ts';
import { postgresIdempotencyKeys } from '../../adapters/postgres/accounts/idempotency-keys.ts';
import { postgresSetupWork } from '../../adapters/postgres/accounts/setup-work.ts';
import { mailAttempts, noteAttempt, passwordAttempts } from '../../usecases/accounts/guard-attempts.ts';
import { sweepExpired } from './sweep-expired.ts';

let world: BookingWorld;
beforeEach(async () => {
  world = await buildBookingWorld();
});
afterEach(() => world.close());

test('kept answers go after a day, whoever asked for them, and tries when their window is over; what still counts stays', async () => {
  const { clock } = world.deps;
  const work = postgresSetupWork({ ...world.deps, db: world.db });
  const idempotency = postgresIdempotencyKeys(world.db);
  const keys = async () => (await world.db.selectFrom('idempotency_keys').select('key').orderBy('key').execute()).map(({ key }) => key);
  const failures = async () =>
    (await world.db.selectFrom('sign_in_failures').select('failures').orderBy('failures').execute()).map((row) => row.failures);
  const at = (minutes: number) => world.setNow(NOON.add({ minutes }));

  await idempotency.claim('ana', 'old', 'h', clock.now());
  await noteAttempt({ clock, work }, 'password', passwordAttempts);
  for (let mail = 0; mail < 2; mail += 1) await noteAttempt({ clock, work }, 'mail', mailAttempts);
  await sweepExpired({ clock, work, idempotency });
  expect([await keys(), await failures()]).toEqual([['old'], [1, 2]]);

  at(30);
  // A second window, and one that goes on: the sweep looks at each row's own end.
  for (let guess = 0; guess < 3; guess += 1) await noteAttempt({ clock, work }, 'password', passwordAttempts);
  await noteAttempt({ clock, work }, 'mail', mailAttempts);
  at(46);
  await sweepExpired({ clock, work, idempotency });
  expect(await failures()).toEqual([3]);

  at(24 * 60 - 1);
  await idempotency.claim('luis', 'young', 'h', clock.now());
  await sweepExpired({ clock, work, idempotency });
  expect([await keys(), await failures()]).toEqual([['old', 'young'], []]);
  at(24 * 60 + 1);
  await sweepExpired({ clock, work, idempotency });
  expect(await keys()).toEqual(['young']);
});
