import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterCall, expectMediaFlows, tryDevices, waitForCall } from '../support/journey-call.ts';
import {
  enrollStation,
  holdTime,
  linkIn,
  mailTo,
  sendRequest,
  signInResident,
  signInStaff,
  signInVisitor,
} from '../support/journey-people.ts';
import { type JourneyWorld, makeHasty, openJourneyWorld, periodNow, periodTomorrow, placeOf } from '../support/journey-world.ts';

/** One story, told in the order of the tests: Ana asks, Sam decides, Marcus comes, and afterwards everybody sees what was. */
const email = 'ana.morales@example.org';
const password = 'four words in a row';
let world: JourneyWorld;
let ana: Page;
let sam: Page;
let station: Page;
let grace: Page;
let visitId: string;

beforeAll(async () => {
  world = await openJourneyWorld();
  const cedar = await placeOf(world, 'cedar-county-jail');
  const northfield = await placeOf(world, 'northfield-state-prison');
  await makeHasty(world, cedar, { waitingRoomMinutes: 1 });
  await makeHasty(world, northfield);
  for (const place of [cedar, northfield]) await periodNow(world, place);
  await periodTomorrow(world, cedar);
  await world.pool.query(
    `insert into resident_visitor_list (resident_id, agency_id, email, relationship)
     select id, agency_id, $1, 'wife' from residents where booking_number = '204117'`,
    [email],
  );
  [ana, sam, station] = await Promise.all([world.open('phone'), world.open('desk'), world.open('wall')]);
});
afterAll(() => world?.close());

const live = { timeout: 15_000 };

test('a newcomer opens an account, confirms her address, and finds the person whose list names her', async () => {
  await ana.goto('/');
  await ana.getByText('Cedar County Jail').first().waitFor();
  await world.shoot(ana, '01-landing');
  await ana.getByRole('link', { name: 'Open an account' }).first().click();
  await ana.getByLabel('Your full name').fill('Ana Morales');
  await ana.getByLabel('E-mail').fill(email);
  await ana.getByLabel('Your date of birth').fill('1991-04-12');
  await ana.getByLabel('Choose a password').fill(password);
  await world.shoot(ana, '02-sign-up');
  await ana.getByRole('button', { name: 'Open the account' }).click();
  await ana.getByRole('heading', { name: 'A mail is on its way' }).waitFor();
  await world.shoot(ana, '03-mail-on-its-way');
  await ana.goto(linkIn(await mailTo(world, email, /Confirm your e-mail/)));
  await ana.getByText('is confirmed. Your account is ready.').waitFor();
  await ana.getByRole('link', { name: 'Go on' }).click();
  await ana.getByRole('heading', { name: 'Marcus Reed' }).waitFor();
  await world.shoot(ana, '04-home-first-steps');
});

test('a forgotten password is replaced by the mail’s link, and the old one no longer opens the account', async () => {
  await ana.goto('/account');
  await ana.getByRole('button', { name: 'Sign out on this device' }).click();
  await ana.goto('/forgot');
  await ana.getByLabel('E-mail').fill(email);
  await ana.getByRole('button', { name: 'Send the link' }).click();
  await ana.getByText('a mail with a link is on its way').waitFor();
  await ana.goto(linkIn(await mailTo(world, email, /Choose a new password/)));
  await ana.getByLabel('Choose a password').fill(`another ${password}`);
  await ana.getByRole('button', { name: 'Save the password' }).click();
  await ana.getByText('Your new password is saved').waitFor();
  await ana.getByLabel('E-mail').fill(email);
  await ana.getByLabel('Password', { exact: true }).fill(password);
  await ana.getByRole('button', { name: 'Sign in' }).click();
  await ana.getByText('The e-mail or the password is not right').waitFor();
  await world.shoot(ana, '05-wrong-password');
  expect(await ana.getByLabel('E-mail').inputValue()).toBe(email);
  await signInVisitor(ana, email, `another ${password}`);
});

test('she sees the whole price of twenty minutes, and only times that every rule allows, in the jail’s zone and in hers', async () => {
  await ana.getByRole('link', { name: 'Book a visit with Marcus' }).click();
  const choice = ana.getByRole('link', { name: '20 minutes' });
  expect(await choice.textContent()).toContain('$3.40');
  await world.shoot(ana, '06-length-and-price');
  await ana.getByRole('link', { name: '1 minute' }).click();
  await ana.getByText('Times at the facility: Central').waitFor();
  await ana.getByText('your own time: Eastern').waitFor();
  await world.shoot(ana, '07-times');
  const offered = await ana.locator('section .slots .slot').count();
  // The period of half an hour began a minute ago: what has passed is not offered.
  expect(offered).toBeGreaterThan(20);
  expect(offered).toBeLessThanOrEqual(29);
});

test('she keeps a time, lengthens it once, saves a card that is not charged, and the request is sent', async () => {
  await signInStaff(world, sam, 'scheduler@cedar.example');
  await sam.goto('/staff/queue');
  await sam.getByText('Ana Reed').first().waitFor();
  await world.shoot(sam, '10-queue-before');
  visitId = await holdTime(ana, { resident: 'Marcus', length: '1 minute' }, (_text, index) => index === 12);
  await world.shoot(ana, '08-check');
  await expect.poll(() => ana.locator('.hold-left').textContent()).toMatch(/9:\d\d|10:00/);
  await ana.getByRole('button', { name: 'Keep it longer' }).click();
  await ana.getByText('This time cannot be kept any longer.').waitFor();
  await expect.poll(() => ana.locator('.hold-left').textContent()).toMatch(/^(1\d|20):\d\d/);
  await ana.getByText('Nothing is charged now').waitFor();
  await ana.getByRole('button', { name: 'Go on to save a card' }).click();
  await ana.getByText('Nothing is charged now').waitFor();
  await world.shoot(ana, '09-card-page');
  await ana.getByRole('button', { name: 'A card that works' }).click();
  await ana.getByRole('button', { name: 'Save this card' }).click();
  await ana.waitForURL(`**/visit/${visitId}*`);
  await ana.getByText('Asked for: waiting for the facility').waitFor();
  await world.shoot(ana, '11-requested');
  const { rows } = await world.pool.query('select status, authorized_cents::int, captured_cents::int from payments where visit_id = $1', [
    visitId,
  ]);
  expect(rows).toEqual([{ status: 'card-saved', authorized_cents: 0, captured_cents: 0 }]);
});

test('the queue shows the request at once without reloading, with the alert that must be looked at', async () => {
  const row = sam.locator(`[data-visit="${visitId}"]`);
  await row.waitFor(live);
  expect(await row.textContent()).toContain('Ana Morales');
  await row.click();
  await sam.locator('.finding', { hasText: 'The resident has an alert.' }).waitFor();
  expect(await sam.locator('.finding-rule').allTextContents()).toContain('P6');
  await world.shoot(sam, '12-queue-with-finding');
});

test('a request is denied with a coded reason and a sentence, and the mail says so', async () => {
  await sam.locator('.split-row', { hasText: 'Ana Reed' }).click();
  await sam.getByRole('heading', { name: 'Marcus Reed ⟷ Ana Reed' }).waitFor();
  await sam.getByRole('button', { name: 'Deny' }).click();
  await sam.getByLabel('Why is it denied?').selectOption({ label: 'resident not available' });
  await sam.getByLabel(/Note to the visitor/).fill('He is in court all week.');
  await world.shoot(sam, '13-deny');
  await sam.getByRole('button', { name: 'Deny the request' }).click();
  await sam.locator('.split-row', { hasText: 'Ana Reed' }).waitFor({ state: 'detached' });
  const mail = await mailTo(world, 'ana@example.org', /was not accepted/);
  expect(mail.text).toContain('He is in court all week.');
});

test('a request without any finding is confirmed by the rules alone; when staff cancel it, the mail says why', async () => {
  const helen = await world.open('phone');
  await signInVisitor(helen, 'helen@example.org');
  const id = await holdTime(helen, { resident: '', length: '20 minutes' });
  await sendRequest(helen, id);
  await helen.getByText('Your visit is confirmed').waitFor();
  await world.shoot(helen, '14-confirmed-by-rule');
  expect((await mailTo(world, 'helen@example.org', /^Confirmed/)).calendar).toContain('BEGIN:VCALENDAR');
  const staffPage = await sam.context().newPage();
  await staffPage.goto(`/staff/visit/${id}`);
  await staffPage.getByRole('button', { name: 'Cancel the visit' }).click();
  await staffPage.getByLabel('Why is it cancelled?').selectOption({ label: 'station not available' });
  await staffPage.getByRole('button', { name: /^Cancel 1 visit/ }).click();
  await helen.getByText('This visit was cancelled').waitFor(live);
  await mailTo(world, 'helen@example.org', /^Cancelled/);
  await staffPage.close();
  await helen.context().close();
});

test('a request is taken back at no cost, and leaves the queue by itself', async () => {
  const second = await ana.context().newPage();
  const id = await holdTime(second, { resident: 'Marcus', length: '20 minutes' });
  await sendRequest(second, id);
  await sam.locator(`[data-visit="${id}"]`).waitFor(live);
  await second.getByRole('button', { name: 'Take the request back' }).click();
  await second.getByRole('button', { name: 'Yes, take it back' }).click();
  await second.getByText('You took this request back').waitFor();
  await sam.locator(`[data-visit="${id}"]`).waitFor({ state: 'detached', timeout: 15_000 });
  await second.close();
});

test('at a facility free of charge a request is sent without a card', async () => {
  grace = await world.open('phone');
  await signInVisitor(grace, 'grace@example.org');
  const next = new Date().getSeconds() > 35 ? 1 : 0;
  const id = await holdTime(grace, { resident: 'Tyrell', length: '1 minute' }, (_text, index) => index === next);
  await grace.getByText('This visit is free of charge.').waitFor();
  await sendRequest(grace, id);
  await grace.getByText('Asked for: waiting for the facility').waitFor();
});

test('the scheduler offers another time with a reason, and the visitor sees both times side by side without reloading', async () => {
  await sam.locator(`[data-visit="${visitId}"]`).click();
  await sam.getByRole('heading', { name: 'Marcus Reed ⟷ Ana Morales' }).waitFor();
  await sam.getByRole('button', { name: 'Offer another time' }).click();
  await sam.locator('input[name=slot]').first().waitFor();
  const starts = await sam.locator('input[name=slot]').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  const start = starts.find((one) => Date.parse(one) > Date.now() + 80_000);
  await sam.locator(`input[name=slot][value="${start}"]`).check();
  await sam.getByLabel('Why another time?').selectOption({ label: 'the resident has an appointment' });
  await sam.getByLabel(/Note to the visitor/).fill('Earlier is better today.');
  await world.shoot(sam, '15-revise');
  await sam.getByRole('button', { name: 'Offer this time' }).click();
  await ana.getByRole('heading', { name: 'The facility offers another time' }).waitFor(live);
  await ana.locator('.revised-old del').waitFor();
  await ana.locator('.revised-new').waitFor();
  await ana.getByText('Earlier is better today.').waitFor();
  await world.shoot(ana, '16-revised');
  await mailTo(world, email, /A new time is offered/);
});

test('she accepts, and both screens say confirmed; the money is set aside', async () => {
  await sam.goto(`/staff/visit/${visitId}`);
  await sam.getByText('Another time offered').first().waitFor();
  await ana.getByRole('button', { name: 'Accept the new time' }).click();
  await ana.getByText('Your visit is confirmed').waitFor(live);
  await sam.locator('.facts dd', { hasText: /^Confirmed/ }).waitFor(live);
  await ana.getByText('$0.17 is set aside on your card').waitFor(live);
  await Promise.all([world.shoot(ana, '17-confirmed'), world.shoot(sam, '18-visit-confirmed')]);
  const { rows } = await world.pool.query('select status, authorized_cents::int from payments where visit_id = $1', [visitId]);
  expect(rows).toEqual([{ status: 'authorized', authorized_cents: 17 }]);
  expect((await mailTo(world, email, /^Confirmed/)).calendar).toContain('BEGIN:VCALENDAR');
});

test('at the wrong station Marcus reads where to go; at the right one he finds his visit', async () => {
  const { rows } = await world.pool.query<{ name: string }>(
    'select s.name from visits v join stations s on s.id = v.station_id where v.id = $1',
    [visitId],
  );
  const here = rows[0]?.name ?? '';
  const wrong = await world.open('wall');
  await enrollStation(world, wrong, here === 'Station A-1' ? 'Station A-2' : 'Station A-1');
  await signInResident(wrong, '204117');
  await wrong.getByText(`Go to ${here}`).waitFor();
  await world.shoot(wrong, '20-wrong-station');
  await wrong.getByRole('button', { name: 'Sign out' }).click();
  await enrollStation(world, station, here);
  await world.shoot(station, '19-idle');
  await signInResident(station, '204117');
  await station.getByText('Ana Morales').waitFor();
  await wrong.context().close();
});

test('both try their devices, read the rules, agree to the recording, and join', async () => {
  await Promise.all([
    (async () => {
      await ana.getByRole('link', { name: 'Join the visit now' }).click({ timeout: 90_000 });
      await tryDevices(ana);
      await world.shoot(ana, '21-devices');
      await enterCall(ana);
    })(),
    (async () => {
      await station.getByRole('button', { name: 'Go to the waiting room' }).click({ timeout: 90_000 });
      await tryDevices(station);
      await world.shoot(station, '22-station-devices');
      await enterCall(station);
    })(),
  ]);
  const { rows } = await world.pool.query('select side, text_version from consents where visit_id = $1 order by side', [visitId]);
  expect(rows).toEqual([
    { side: 'resident', text_version: '2026-1' },
    { side: 'visitor', text_version: '2026-1' },
  ]);
});

test('the gate opens once both are recorded; picture and sound arrive decoded on both sides', async () => {
  await waitForCall(world, visitId, 'live', 80_000);
  await expectMediaFlows(ana, station);
  await Promise.all([world.shoot(ana, '23-call'), world.shoot(station, '24-station-call')]);
});

test('her tab is gone for some seconds: interrupted, then live again without a new waiting room', async () => {
  const context = ana.context();
  await ana.close();
  await station.getByText('Ana Morales has lost the connection').waitFor(live);
  await world.shoot(station, '25-interrupted');
  ana = await context.newPage();
  await ana.goto(`/visit/${visitId}/call`);
  await ana.getByRole('timer').waitFor();
  await waitForCall(world, visitId, 'live');
  await expectMediaFlows(ana, station);
});

test('both are warned twenty seconds before the end, and the server ends it at its time', async () => {
  await Promise.all([ana, station].map((page) => page.getByText('Less than 20 seconds left').waitFor({ timeout: 60_000 })));
  await Promise.all([world.shoot(ana, '26-warning'), world.shoot(station, '27-station-warning')]);
  await Promise.all([ana, station].map((page) => page.getByText('The time was up.').waitFor({ timeout: 40_000 })));
  const { rows } = await world.pool.query(
    "select e.happened_at = upper(v.during) as on_time from call_events e join visits v on v.id = e.visit_id where e.visit_id = $1 and e.type = 'ended'",
    [visitId],
  );
  expect(rows).toEqual([{ on_time: true }]);
});
