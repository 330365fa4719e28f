import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseRequest, deny } from '../support/journey-desk.ts';
import { passStaffGate, signInStaff } from '../support/journey-people.ts';
import { type JourneyWorld, openJourneyWorld } from '../support/journey-world.ts';

/** What a scheduler relies on: a key or a press decides what is shown, and nothing else. */
let world: JourneyWorld;
let sam: Page;
let alex: Page;

beforeAll(async () => {
  world = await openJourneyWorld();
  [sam, alex] = await Promise.all([world.open('desk'), world.open('desk')]);
  await signInStaff(world, sam, 'scheduler@cedar.example');
  await signInStaff(world, alex, 'admin@cedar.example');
});
afterAll(() => world?.close());

/** The queue of Cedar County, what lapses first on top. */
async function waiting(): Promise<readonly { id: string; visitor: string }[]> {
  const { rows } = await world.pool.query<{ id: string; visitor: string }>(
    `select v.id, w.name as visitor from visits v join visitors w on w.id = v.lead_visitor_id join facilities f on f.id = v.facility_id
     where f.slug = 'cedar-county-jail' and v.status = 'requested' order by v.lapses_at`,
  );
  return rows;
}

async function statusOf(id: string): Promise<string | undefined> {
  const { rows } = await world.pool.query<{ status: string }>('select status from visits where id = $1', [id]);
  return rows[0]?.status;
}

const shown = (visitor: string) => sam.getByRole('heading', { name: new RegExp(`⟷ ${visitor}$`) });

test('a request that a colleague decides stays in view and says so, and no key reaches the next one until it is chosen', async () => {
  const [first, second] = await waiting();
  if (!first || !second) throw new Error('the demo has too few requests');
  await sam.goto('/staff/queue');
  await shown(first.visitor).waitFor();
  await alex.goto(`/staff/visit/${first.id}`);
  await deny(alex, 'safety', '');
  await sam.getByText('This request no longer waits for a decision').waitFor();
  await world.inspect(sam, '61-decided-elsewhere');
  await sam.keyboard.press('c');
  await shown(first.visitor).waitFor();
  expect(await statusOf(second.id)).toBe('requested');

  await sam.getByRole('button', { name: 'Show the next request' }).click();
  await shown(second.visitor).waitFor();
  await sam.goto(`/staff/queue/${first.id}`);
  await sam.getByText('This request no longer waits for a decision').waitFor();
  await sam.getByRole('link', { name: 'Open its page' }).click();
  await sam.waitForURL(`**/staff/visit/${first.id}`);
});

test('while a form is open the letters decide nothing, and a key that is held decides once', async () => {
  const [first, second] = await waiting();
  if (!first || !second) throw new Error('the demo has too few requests');
  await sam.goto('/staff/queue');
  await chooseRequest(sam, first.visitor);
  await sam.keyboard.press('d');
  await sam.getByLabel('Why is it denied?').waitFor();
  await sam.keyboard.press('c');
  await sam.getByRole('button', { name: 'Back' }).click();
  await sam.getByRole('button', { name: 'Confirm' }).waitFor();
  expect(await statusOf(first.id)).toBe('requested');

  await sam.keyboard.down('c');
  await shown(second.visitor).waitFor();
  await sam.getByRole('button', { name: 'Confirm' }).waitFor();
  for (let times = 0; times < 5; times++) await sam.keyboard.down('c');
  await sam.keyboard.up('c');
  expect(await statusOf(first.id)).toBe('confirmed');
  await sam.reload();
  await shown(second.visitor).waitFor();
  expect(await statusOf(second.id)).toBe('requested');
});

test('another time can be offered weeks later and days earlier, not before today; one that was taken meanwhile is no longer offered', async () => {
  const [first] = await waiting();
  if (!first) throw new Error('the demo has too few requests');
  const { rows } = await world.pool.query<{ starts_at: Date }>('select lower(during) as starts_at from visits where id = $1', [first.id]);
  const asked = rows[0]?.starts_at.getTime() ?? 0;
  await sam.goto(`/staff/visit/${first.id}`);
  await sam.getByRole('button', { name: 'Offer another time' }).click();
  const offered = () => sam.locator('input[name=slot]').evaluateAll((all) => all.map((one) => Date.parse((one as HTMLInputElement).value)));
  await expect.poll(offered).not.toEqual([]);
  await sam.getByRole('button', { name: 'Later days' }).click();
  await expect.poll(async () => Math.min(...(await offered()))).toBeGreaterThan(asked + 6 * 86_400_000);
  await expect.poll(async () => Math.min(...(await offered()))).toBeLessThan(asked + 14 * 86_400_000);
  const earlier = sam.getByRole('button', { name: 'Earlier days' });
  await earlier.click();
  await earlier.click();
  await expect.poll(async () => Math.min(...(await offered()))).toBeLessThan(asked);
  expect(await earlier.isDisabled()).toBe(true);

  await sam.locator('input[name=slot]').first().check();
  await sam.route('**/revise', (route) => route.fulfill({ status: 409, json: { title: 'taken', status: 409, code: 'slot-taken' } }));
  const again = sam.waitForRequest((request) => request.url().includes('/other-slots'));
  await sam.getByRole('button', { name: 'Offer this time' }).click();
  await sam.getByText('That time has just been taken. Choose another one.').waitFor();
  await again;
  await world.inspect(sam, '64-offer-taken');
  await sam.unrouteAll();
});

test('a resident’s way is marked while the visit can still take place; of a no-show the last mark is read, and no button fails', async () => {
  const { rows } = await world.pool.query<{ id: string }>(
    `select v.id from visits v join facilities f on f.id = v.facility_id where f.slug = 'cedar-county-jail' and v.status = 'joinable' limit 1`,
  );
  const id = rows[0]?.id ?? '';
  const jo = await world.open('desk');
  await signInStaff(world, jo, 'officer@cedar.example');
  await jo.goto('/staff/today');
  const line = jo.locator('.unit-visit', { has: jo.locator(`a[href$="${id}"]`) });
  await line.getByRole('button', { name: 'Not brought' }).click();
  await line.getByRole('button', { name: 'Not brought', pressed: true }).waitFor();
  await world.pool.query(`update visits set status = 'no-show', outcome = 'no-show-facility' where id = $1`, [id]);
  await jo.reload();
  await line.getByText('Not brought').waitFor();
  expect(await line.getByRole('button').count()).toBe(0);
  await jo.context().close();
});

test('a sign-in that ends in the middle of a decision says so, leads back, and keeps what was typed for who typed it and nobody else', async () => {
  const [first] = await waiting();
  if (!first) throw new Error('the demo has too few requests');
  const deciding = await world.open('desk');
  await signInStaff(world, deciding, 'scheduler@cedar.example');
  await deciding.goto(`/staff/queue/${first.id}`);
  const note = deciding.getByLabel(/Note to the visitor/);
  const loseSignIn = async (): Promise<void> => {
    await deciding.context().clearCookies();
    await deciding.getByRole('button', { name: 'Deny the request' }).click();
    await deciding.getByText('Your sign-in has ended').waitFor();
  };

  await deciding.getByRole('button', { name: 'Deny' }).click();
  await deciding.getByLabel('Why is it denied?').selectOption({ label: 'safety' });
  await note.fill('Please call the unit first.');
  await loseSignIn();
  await world.inspect(deciding, '62-lost-staff-sign-in');
  await passStaffGate(world, deciding, 'scheduler@cedar.example');
  expect(await note.inputValue()).toBe('Please call the unit first.');
  expect(await deciding.getByLabel('Why is it denied?').inputValue()).toBe('safety');

  await loseSignIn();
  await passStaffGate(world, deciding, 'admin@cedar.example');
  await deciding.getByRole('button', { name: 'Deny' }).click();
  expect(await note.inputValue()).toBe('');
  await deciding.context().close();
});

test('the purpose of a look at a recording is kept over a lost sign-in, and gone after signing out', async () => {
  const ivan = await world.open('desk');
  await signInStaff(world, ivan, 'investigator@cedar.example');
  await ivan.goto('/staff/recordings');
  await ivan.locator('tbody a').first().click();
  const purpose = ivan.getByLabel('Purpose');
  await purpose.fill('Case 26-417: who was in the picture');
  await ivan.context().clearCookies();
  await ivan.getByRole('button', { name: 'Open the recording' }).click();
  await passStaffGate(world, ivan, 'investigator@cedar.example');
  expect(await purpose.inputValue()).toBe('Case 26-417: who was in the picture');
  await ivan.getByRole('button', { name: 'Sign out' }).click();
  await ivan.getByLabel('Work e-mail').waitFor();
  expect(await ivan.getByText('Your sign-in has ended').count()).toBe(0);
  await passStaffGate(world, ivan, 'investigator@cedar.example');
  expect(await purpose.inputValue()).toBe('');
  await ivan.context().close();
});

test('the list of recordings goes on below its first page, and a search begins it anew', async () => {
  await world.pool.query(
    `with one as (select r.id, r.visit_id from recordings r join facilities f on f.id = r.facility_id
         where f.slug = 'cedar-county-jail' order by r.started_at limit 1),
       copies as (
         insert into visits select (jsonb_populate_record(v, jsonb_build_object('id', left(v.id, -3) || lpad(n::text, 3, '0')))).*
         from visits v join one on one.visit_id = v.id, generate_series(1, 60) n returning id)
     insert into recordings select (jsonb_populate_record(r, jsonb_build_object('id', left(r.id, -3) || right(c.id, 3), 'visit_id', c.id))).*
       from recordings r join one on one.id = r.id, copies c`,
  );
  const { rows: all } = await world.pool.query<{ count: number }>(
    `select count(*)::int from recordings r join facilities f on f.id = r.facility_id
     where f.slug = 'cedar-county-jail' and r.state <> 'deleted'`,
  );
  const ivan = await world.open('desk');
  await signInStaff(world, ivan, 'investigator@cedar.example');
  await ivan.goto('/staff/recordings');
  const lines = ivan.locator('tbody tr');
  await expect.poll(() => lines.count()).toBe(50);
  const older = ivan.getByRole('button', { name: 'Show older' });
  while (await older.isVisible()) {
    const before = await lines.count();
    await older.click();
    await expect.poll(() => lines.count()).toBeGreaterThan(before);
  }
  expect(await lines.count()).toBe(all[0]?.count);
  await world.inspect(ivan, '63-recordings-to-the-oldest');
  await ivan.getByLabel('Search by resident or visitor').fill('nobody at all');
  await ivan.getByText('No recording matches.').waitFor();
  await ivan.context().close();
});
