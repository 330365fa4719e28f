import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectMediaFlows, moneyOf, passWaitingRoom, tryDevices, waitForCall } from '../support/journey-call.ts';
import { cancelVisit, chooseOtherTime, chooseRequest, deny, expectInSync, findRecording, playRecording } from '../support/journey-desk.ts';
import {
  enrollStation,
  forgetPassword,
  holdTime,
  mailTo,
  sendRequest,
  signInResident,
  signInStaff,
  signInVisitor,
  signUp,
  verifyAddress,
} from '../support/journey-people.ts';
import { endedOnTime, stationOf } from '../support/journey-visit.ts';
import {
  type JourneyPlace,
  type JourneyWorld,
  makeHasty,
  openJourneyWorld,
  periodNow,
  periodSoon,
  periodTomorrow,
  placeOf,
} from '../support/journey-world.ts';

/** One story, told in the order of the tests: Ana asks, Sam decides, Marcus comes, and afterwards everybody sees what was. */
const email = 'ana.morales@example.org';
const password = 'four words in a row';
let world: JourneyWorld;
let ana: Page;
let sam: Page;
let station: Page;
let grace: Page;
let visitId: string;
let cedar: JourneyPlace;

beforeAll(async () => {
  world = await openJourneyWorld();
  cedar = await placeOf(world, 'cedar-county-jail');
  const northfield = await placeOf(world, 'northfield-state-prison');
  await makeHasty(world, cedar);
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
  await signUp(ana, { name: 'Ana Morales', email, password });
  await verifyAddress(world, ana, email);
  await ana.getByRole('heading', { name: 'Marcus Reed' }).waitFor();
  await world.shoot(ana, '04-home-first-steps');
});

test('a forgotten password is replaced by the mail’s link, and the old one no longer opens the account', async () => {
  await forgetPassword(world, ana, email, `another ${password}`);
  await ana.getByLabel('E-mail').fill(email);
  await ana.getByLabel('Password', { exact: true }).fill(password);
  await ana.getByRole('button', { name: 'Sign in' }).click();
  await ana.getByText('The e-mail or the password is not right').waitFor();
  await world.shoot(ana, '05-wrong-password');
  expect(await ana.getByLabel('E-mail').inputValue()).toBe(email);
  await signInVisitor(ana, email, `another ${password}`);
});

test('she tests her phone before anything costs money, and the list of first steps ticks itself', async () => {
  const step = ana.locator('.step', { hasText: 'Phone or computer tested' });
  expect(await step.textContent()).not.toContain('(done)');
  await ana.getByRole('link', { name: 'Test my phone' }).first().click();
  await tryDevices(ana);
  await ana.getByRole('button', { name: 'I see and hear myself' }).click();
  await ana.getByRole('link', { name: 'Go to my visits' }).click();
  await step.getByText('(done)').waitFor();
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
  await ana.locator('section .slots .slot').first().waitFor();
  // All days together: before midnight at the facility the half hour belongs to two.
  const offered = (await ana.locator('.day-open .day-count').allTextContents()).reduce((sum, count) => sum + Number(count), 0);
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
  await expect.poll(() => ana.locator('.hold-left').textContent(), live).toMatch(/9:\d\d|10:00/);
  await ana.getByRole('button', { name: 'Keep it longer' }).click();
  await ana.getByText('This time cannot be kept any longer.').waitFor();
  await expect.poll(() => ana.locator('.hold-left').textContent(), live).toMatch(/^(1\d|20):\d\d/);
  await ana.getByText('Nothing is charged now').waitFor();
  await ana.getByRole('button', { name: 'Go on to save a card' }).click();
  await ana.getByText('Nothing is charged now').waitFor();
  await world.shoot(ana, '09-card-page');
  await ana.getByRole('button', { name: 'A card that works' }).click();
  await ana.getByRole('button', { name: 'Save this card' }).click();
  await ana.waitForURL(`**/visit/${visitId}*`);
  await ana.getByText('Asked for: waiting for the facility').waitFor();
  await world.shoot(ana, '11-requested');
  expect(await moneyOf(world, visitId)).toEqual({ status: 'card-saved', authorized: 0, captured: 0, ledger: 0 });
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

test('a request is denied with a coded reason and a note, and the mail says both', async () => {
  await chooseRequest(sam, 'Ana Reed');
  await deny(sam, 'resident not available', 'He is in court all week.');
  await sam.locator('.split-row', { hasText: 'Ana Reed' }).waitFor({ state: 'detached' });
  const mail = await mailTo(world, 'ana@example.org', /was not accepted/);
  expect(mail.text).toContain('The person you want to visit is not available at that time.');
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
  await cancelVisit(sam, id, 'station not available');
  await helen.getByText('This visit was cancelled').waitFor(live);
  expect((await mailTo(world, 'helen@example.org', /^Cancelled/)).text).toContain('The video station is out of service at that time.');
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
  await sam.locator(`[data-visit="${id}"]`).waitFor({ state: 'detached' });
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
  await periodSoon(world, cedar, 40);
  await chooseRequest(sam, 'Ana Morales');
  await chooseOtherTime(sam, { seconds: 33, reason: 'the resident has an appointment', note: 'Earlier is better today.' });
  await world.inspect(sam, '15-revise');
  await sam.getByRole('button', { name: 'Offer this time' }).click();
  await ana.getByRole('heading', { name: 'The facility offers another time' }).waitFor(live);
  for (const side of ['.revised-old del', '.revised-new']) await ana.locator(side).waitFor();
  await ana.getByText('Earlier is better today.').waitFor();
  await world.inspect(ana, '16-revised');
  await mailTo(world, email, /A new time is offered/);
});

test('she accepts, and both screens say confirmed; the money is set aside', async () => {
  await sam.goto(`/staff/visit/${visitId}`);
  await sam.getByText('Another time offered').first().waitFor();
  await ana.getByRole('button', { name: 'Accept the new time' }).click();
  await ana.getByText('Your visit is confirmed').waitFor(live);
  // Its waiting room opens in the same second; that it was confirmed stays in the history.
  await sam.locator('.facts dd', { hasText: /^(Confirmed|Waiting room open)/ }).waitFor(live);
  await sam.locator('.history', { hasText: 'Confirmed' }).waitFor(live);
  await ana.getByText('$0.17 is set aside on your card').waitFor(live);
  await Promise.all([world.shoot(ana, '17-confirmed'), world.shoot(sam, '18-visit-confirmed')]);
  expect(await moneyOf(world, visitId)).toEqual({ status: 'authorized', authorized: 17, captured: 0, ledger: 0 });
  expect((await mailTo(world, email, /^Confirmed/)).calendar).toContain('BEGIN:VCALENDAR');
});

test('at the wrong station Marcus reads where to go; at the right one he finds his visit', async () => {
  const { station: here } = await stationOf(world, visitId);
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
    passWaitingRoom(world, ana, ana.getByRole('link', { name: 'Join the visit now' }), '21-devices'),
    passWaitingRoom(world, station, station.getByRole('button', { name: 'Go to the waiting room' }), '22-station-devices'),
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
  for (const page of [ana, station]) await expect.poll(() => page.getByRole('timer').textContent(), live).toMatch(/^0:[1-5]\d$/);
  await Promise.all([world.inspect(ana, '23-call'), world.inspect(station, '24-station-call')]);
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

test('the wall is loaded again in the middle of the call, and goes straight back in without a press', async () => {
  await station.reload();
  await station.getByRole('timer').waitFor();
  await expectMediaFlows(ana, station);
  await waitForCall(world, visitId, 'live');
});

test('both are warned twenty seconds before the end, and the server ends it at its time', async () => {
  await Promise.all([ana, station].map((page) => page.getByText('Less than 20 seconds left').waitFor({ timeout: 60_000 })));
  await Promise.all([world.shoot(ana, '26-warning'), world.shoot(station, '27-station-warning')]);
  await Promise.all([ana, station].map((page) => page.getByText('The time was up.').waitFor({ timeout: 40_000 })));
  expect(await endedOnTime(world, visitId)).toBe(true);
});

test('both see how long they had, and what was lost on which side', async () => {
  await ana.getByRole('button', { name: 'See how long you had' }).click();
  await ana.getByText('your connection was gone; not charged').waitFor();
  const together = (await ana.locator('.together').textContent()) ?? '';
  expect(together).toMatch(/^0:[1-5]\d$/);
  await station.getByRole('button', { name: 'Done' }).click();
  await station.getByText(`Time together: ${together} minutes`).waitFor();
  await world.shoot(station, '28-station-after');
});

test('she pays the seconds delivered: captured and released are what was set aside, and the ledger sums to zero', async () => {
  await ana.getByText('You paid', { exact: true }).waitFor(live);
  await world.shoot(ana, '29-after');
  const { deliveredSeconds, settlement } = await (await ana.request.get(`/api/visitor/visits/${visitId}/summary`)).json();
  expect(settlement.billedSeconds).toBeLessThanOrEqual(deliveredSeconds);
  expect(settlement.capturedCents).toBe(Math.floor((settlement.billedSeconds * 17) / 60));
  expect(settlement.capturedCents + settlement.releasedCents).toBe(17);
  expect(await moneyOf(world, visitId)).toEqual({ status: 'captured', authorized: 17, captured: settlement.capturedCents, ledger: 0 });
  expect((await mailTo(world, email, /^After your video visit/)).text).toContain(
    `$0.${String(settlement.capturedCents).padStart(2, '0')} was charged`,
  );
  await ana.getByRole('link', { name: 'Receipt' }).click();
  await ana.getByRole('heading', { name: 'Receipt' }).waitFor();
  await ana.getByText('ending in 4242').waitFor();
  await world.shoot(ana, '30-receipt');
});

test('the request nobody answered has lapsed by itself, and its visitor is told', async () => {
  // A deadline whose act failed comes back after a quarter of a minute, and a page whose stream broke looks again by itself.
  await grace.getByText('This request has lapsed').waitFor({ timeout: 60_000 });
  await world.shoot(grace, '31-lapsed');
  await mailTo(world, 'grace@example.org', /has ended/);
});

test('an investigator gives a purpose and plays both sides in sync; hashes, looks and the audit log show it', async () => {
  const ivan = await world.open('desk');
  await signInStaff(world, ivan, 'investigator@cedar.example');
  await findRecording(ivan, 'Ana Morales');
  const files = await playRecording(ivan, 'Case 26-417: who was in the picture');
  await expectInSync(ivan, files, 100);
  const hashes = await ivan.locator('.hash').allTextContents();
  // Each side has come back once, in a new file.
  expect(hashes.filter((hash) => /^[0-9a-f]{64}$/.test(hash))).toHaveLength(4);
  await ivan.getByText('Case 26-417: who was in the picture').waitFor();
  await world.shoot(ivan, '32-recording');
  await ivan.goto('/staff/audit');
  await ivan.locator('tbody tr', { hasText: 'Case 26-417' }).first().waitFor();
  await world.shoot(ivan, '33-audit');
});
