import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInStaff } from '../support/journey-people.ts';
import { type JourneyWorld, openJourneyWorld, placeOf } from '../support/journey-world.ts';

let world: JourneyWorld;
beforeAll(async () => {
  world = await openJourneyWorld();
});
afterAll(() => world.close());

test('the audit trail goes on below its first page until there is nothing older, and of one subject shows only what is about it', async () => {
  const { agencyId, facilityId } = await placeOf(world, 'cedar-county-jail');
  await world.pool.query(
    `insert into audit_log (agency_id, happened_at, actor_kind, actor_role, channel, act, subject_id)
     select $1, now(), 'system', 'system', 'setup', 'tried', $2 from generate_series(1, 120)`,
    [agencyId, facilityId],
  );
  const alex = await world.open('desk');
  await signInStaff(world, alex, 'admin@cedar.example');
  await alex.goto('/staff/audit');
  const rows = alex.locator('tbody tr');
  const older = alex.getByRole('button', { name: 'Show older' });
  await expect.poll(() => rows.count()).toBe(100);
  await older.click();
  await alex.getByText('Visit: Time kept').first().waitFor();
  expect(await older.isVisible()).toBe(false);

  const visit = alex.locator('tbody tr', { hasText: 'Visit: Time kept' }).first().getByRole('button');
  const id = await visit.innerText();
  await visit.click();
  await alex.getByRole('button', { name: 'Show everything' }).waitFor();
  await expect.poll(async () => new Set(await alex.locator('tbody code').allInnerTexts())).toEqual(new Set([id]));
  expect(await older.isVisible()).toBe(false);
  await world.inspect(alex, '60-audit-of-a-visit');
});
