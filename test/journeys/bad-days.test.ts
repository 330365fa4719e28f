import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import {
  enrollStation,
  holdTime,
  linkIn,
  mailTo,
  saveCard,
  sendRequest,
  signInResident,
  signInVisitor,
  signUp,
  verifyAddress,
} from '../support/journey-people.ts';
import { type JourneyWorld, openJourneyWorld } from '../support/journey-world.ts';

/** Each gets a message that says what to do, keeps what was typed, and changes nothing it should not. */
let world: JourneyWorld;
let page: Page;
let helen: Page;
const browsers: Browser[] = [];
const anybody = { resident: '', length: '20 minutes' } as const;

beforeAll(async () => {
  world = await openJourneyWorld();
  page = await world.open('phone');
});
afterAll(async () => {
  await world?.close();
  for (const browser of browsers) await browser.close();
});

async function pageWith(...args: string[]): Promise<Page> {
  const browser = await launchChromium({ args });
  browsers.push(browser);
  return world.open('phone', { permissions: [] }, browser);
}

async function visitsOf(email: string): Promise<{ id: string; status: string }[]> {
  const { rows } = await world.pool.query<{ id: string; status: string }>(
    "select s.id, s.status from visits s join visitors v on v.id = s.lead_visitor_id where v.email = $1 and s.created_at > now() - interval '10 minutes' order by s.created_at desc",
    [email],
  );
  return rows;
}

test('camera and microphone blocked: how to allow them, and another try', async () => {
  const blocked = await pageWith('--use-fake-ui-for-media-stream=deny');
  await blocked.goto('/test-device');
  await blocked.getByText('Camera and microphone are blocked').waitFor();
  await blocked.getByText('Tap the lock or camera sign beside the address').waitFor();
  await blocked.getByRole('button', { name: 'Try again' }).waitFor();
  expect(await blocked.getByRole('button', { name: 'I see and hear myself' }).isDisabled()).toBe(true);
  await world.shoot(blocked, '50-camera-blocked');
});

test.each([
  ['NotAllowedError', 'The camera is blocked'],
  ['NotReadableError', 'Your camera is used by another app'],
])('a camera that answers %s: what to do, and the sound alone is enough', async (name, title) => {
  const busy = await world.open('phone');
  await busy.addInitScript((wanted) => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      if (wish?.video) throw new DOMException('no camera here', wanted);
      return open(wish);
    };
  }, name);
  await busy.goto('/test-device');
  await busy.getByText(title).waitFor();
  await busy.getByRole('button', { name: 'Try again' }).waitFor();
  expect(await busy.getByRole('button', { name: 'I see and hear myself' }).isEnabled()).toBe(true);
  await world.shoot(busy, `51-${name}`);
  await busy.context().close();
});

test('the server is away while the page loads: that is said, and nobody signed in is asked for the password', async () => {
  const away = await world.open('phone');
  await signInVisitor(away, 'grace@example.org');
  await away.route('**/api/**', (route) => route.abort());
  await away.reload();
  await away.getByText('We cannot reach the server').first().waitFor();
  expect(await away.getByLabel('Password').count()).toBe(0);
  await away.unroute('**/api/**');
  await away.getByRole('button', { name: 'Try again' }).first().click();
  await away.getByRole('heading', { name: 'Tyrell Whitfield', exact: true }).waitFor();
  await away.context().close();
});

test('somebody on nobody’s list reads what to do', async () => {
  const stranger = await world.open('phone');
  const email = 'nobody@example.org';
  await signUp(stranger, { name: 'Nora Body', email, password: 'a password for nobody' });
  await verifyAddress(world, stranger, email);
  await stranger.getByText('nobody@example.org').first().waitFor();
  expect(await stranger.getByRole('link', { name: /^Book a visit/ }).count()).toBe(0);
  await world.inspect(stranger, '51-nobodys-list');
  await stranger.context().close();
});

test('no camera: sound alone is enough to go on', async () => {
  const blind = await pageWith('--use-fake-device-for-media-stream=device-count=0');
  await blind.goto('/test-device');
  await blind.getByText('No camera was found').waitFor();
  await blind.getByText('You can also go on with sound alone.').waitFor();
  await world.shoot(blind, '51-no-camera');
  await blind.getByRole('button', { name: 'I see and hear myself' }).click();
  await blind.getByText('Everything works.').waitFor();
});

test.each([
  ['NotAllowedError', 'The microphone is blocked'],
  ['NotFoundError', 'No microphone was found'],
  ['NotReadableError', 'Your microphone is used by another app'],
])('a microphone that answers %s: what is wrong, and the picture alone is enough', async (name, title) => {
  const deaf = await world.open('phone');
  await deaf.addInitScript((wanted) => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      if (wish?.audio) throw new DOMException('no microphone here', wanted);
      return open(wish);
    };
  }, name);
  await deaf.goto('/test-device');
  await deaf.getByText(title).waitFor();
  expect(await deaf.getByRole('button', { name: 'I see and hear myself' }).isEnabled()).toBe(true);
  await world.shoot(deaf, `52-${name}`);
  await deaf.context().close();
});

test('offline while opening an account: everything typed is still there afterwards', async () => {
  const newcomer = await world.open('phone');
  await newcomer.goto('/sign-up');
  await newcomer.getByLabel('Your full name').fill('Nora Offline');
  await newcomer.getByLabel('E-mail').fill('nora@example.org');
  await newcomer.getByLabel('Your date of birth').fill('1980-01-02');
  await newcomer.getByLabel('Choose a password').fill('four words in a row');
  await newcomer.context().setOffline(true);
  await newcomer.getByRole('button', { name: 'Open the account' }).click();
  await newcomer.getByText('We cannot reach the server.').waitFor();
  await world.shoot(newcomer, '53-offline-sign-up');
  await newcomer.context().setOffline(false);
  await newcomer.getByRole('button', { name: 'Open the account' }).click();
  await newcomer.getByText('We have sent a mail to nora@example.org').waitFor();
  await newcomer.context().close();
});

test('staff who forgot the password: a mail, a new password, and the second factor is still asked', async () => {
  const desk = await world.open('desk');
  await desk.goto('/staff');
  await desk.getByRole('link', { name: 'I forgot my password' }).click();
  await desk.getByLabel('Work e-mail').fill('officer@cedar.example');
  await desk.getByRole('button', { name: 'Send the link' }).click();
  await desk.getByText('a mail with a link is on its way').waitFor();
  await world.shoot(desk, '60-staff-forgot');
  await desk.goto(linkIn(await mailTo(world, 'officer@cedar.example', /staff pages/)));
  await desk.getByLabel('Choose a password').fill('short');
  await desk.getByRole('button', { name: 'Save the password' }).click();
  await desk.getByText('Type at least 10 characters.').waitFor();
  await desk.getByLabel('Choose a password').fill('nine green turtles');
  await desk.getByRole('button', { name: 'Save the password' }).click();
  await desk.getByText('Your new password is saved').waitFor();
  await world.inspect(desk, '61-staff-reset');
  await desk.getByLabel('Work e-mail').fill('officer@cedar.example');
  await desk.getByLabel('Password', { exact: true }).fill('nine green turtles');
  await desk.getByRole('button', { name: 'Continue' }).click();
  await desk.getByRole('heading', { name: 'Enter your code' }).waitFor();
  await world.inspect(desk, '62-staff-code');
  await desk.context().close();
});

test('offline in the middle of booking: the kept time is still kept, and the same press goes on', async () => {
  await signInVisitor(page, 'miguel@example.org');
  await holdTime(page, anybody);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Go on to save a card' }).click();
  await page.getByText('We cannot reach the server.').waitFor();
  await world.shoot(page, '54-offline-booking');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Go on to save a card' }).click();
  await page.getByRole('button', { name: 'Save this card' }).waitFor();
});

test('a card that is declined at once: nothing is lost, and another card does', async () => {
  await saveCard(page, 'A card that is declined at once');
  await page.getByText('The card was declined. Nothing was charged.').waitFor();
  await world.shoot(page, '55-declined-at-once');
  await saveCard(page);
  await page.getByText('Your visit is confirmed').waitFor();
});

test('a bank that asks a second question: after no one may try again, after yes the request is sent', async () => {
  await holdTime(page, anybody);
  await page.getByRole('button', { name: 'Go on to save a card' }).click();
  for (const answer of ['Refuse', 'Approve']) {
    await saveCard(page, 'A card whose bank asks a second question now');
    await page.getByText('Your bank asks: is it you?').waitFor();
    await page.getByRole('button', { name: answer }).click();
  }
  await page.getByText('Your visit is confirmed').waitFor();
});

test('the back button after paying: no second request, and the pages that were left lead to where it stands', async () => {
  helen = await world.open('phone');
  await signInVisitor(helen, 'helen@example.org');
  const id = await holdTime(helen, anybody);
  await sendRequest(helen, id);
  await helen.getByText('Your visit is confirmed').waitFor();
  const before = await visitsOf('helen@example.org');
  await helen.goBack();
  await helen.getByText('Your card is saved').waitFor();
  await world.shoot(helen, '56-back-after-paying');
  // The processor’s form twice (a test card was filled in by a link), then the page where the time was kept.
  await helen.goBack();
  await helen.goBack();
  await helen.getByText('Your visit is confirmed').waitFor();
  expect(await visitsOf('helen@example.org')).toEqual(before);
});

test('a card that is declined later: told, mended with another card, set aside', async () => {
  const id = await holdTime(helen, anybody);
  await helen.getByRole('button', { name: 'Go on to save a card' }).click();
  await saveCard(helen, 'A card that is saved, but declined later');
  await helen.waitForURL(`**/visit/${id}*`);
  await helen.getByText('Your card could not be used').first().waitFor();
  await world.shoot(helen, '57-mend');
  await helen.getByRole('button', { name: 'Save another card' }).click();
  await saveCard(helen);
  await helen.waitForURL(`**/visit/${id}*`);
  await helen.getByText('$3.40 is set aside on your card').waitFor();
  await helen.context().close();
});

test('a lost sign-in: sign in again and go on with the time that was kept', async () => {
  const priya = await world.open('phone');
  await signInVisitor(priya, 'priya@example.org');
  const id = await holdTime(priya, anybody);
  await priya.context().clearCookies();
  await priya.getByRole('button', { name: 'Go on to save a card' }).click();
  await priya.getByText('Then you go on to the page you wanted.').waitFor();
  await world.shoot(priya, '58-lost-sign-in');
  await priya.getByLabel('E-mail').fill('priya@example.org');
  await priya.getByLabel('Password', { exact: true }).fill('open-visit-demo');
  await priya.getByRole('button', { name: 'Sign in' }).click();
  await priya.getByRole('heading', { name: 'Is everything right?' }).waitFor();
  expect(new URL(priya.url()).searchParams.get('visit')).toBe(id);

  // And then the kept time runs out.
  await world.pool.query('update visits set lapses_at = now(), hold_expires_at = now() where id = $1', [id]);
  await priya.getByText('This time is no longer kept').waitFor();
  await world.shoot(priya, '59-hold-lost');
  await priya.locator('.slots .slot').first().click();
  await priya.getByRole('heading', { name: 'Is everything right?' }).waitFor();
  await priya.getByRole('button', { name: 'Choose another time' }).click();

  // Of a far day the nearest are told of that day, in both zones; and when one of them is taken, what is shown is fresh.
  const last = priya.locator('.day-open').last();
  const [, month, date] = /(\w{3})\w* (\d+):/.exec((await last.textContent()) ?? '') ?? [];
  await last.click();
  await priya.locator('section .slots .slot').first().click();
  await priya.getByRole('heading', { name: 'Is everything right?' }).waitFor();
  const far = new URL(priya.url()).searchParams.get('visit');
  await world.pool.query('update visits set lapses_at = now(), hold_expires_at = now() where id = $1', [far]);
  await priya.getByText('Times at the facility: Central').waitFor();
  const nearest = priya.locator('.slots .slot');
  const wanted = await nearest.first().textContent();
  expect(wanted).toMatch(new RegExp(`${month} ${date}, .+ yours`));
  await world.inspect(priya, '59-far-hold-lost');
  const faster = await priya.context().newPage();
  await faster.goto(priya.url());
  await faster.locator('.slots .slot').first().click();
  await faster.getByRole('heading', { name: 'Is everything right?' }).waitFor();
  await nearest.first().click();
  await priya.getByText('That time has just been taken.').waitFor();
  await expect.poll(() => nearest.allTextContents()).not.toContain(wanted);
  await nearest.first().click();
  await priya.getByRole('heading', { name: 'Is everything right?' }).waitFor();
  await priya.context().close();
});

test('who turns back from the waiting room, at the wall or at home, is where the visit can be joined, and nobody says that there was no call', async () => {
  const wall = await world.open('wall');
  await enrollStation(world, wall, 'Station C-1');
  await signInResident(wall, '204118');
  await wall.getByRole('button', { name: 'Go to the waiting room' }).click();
  await wall.getByRole('button', { name: 'Back to your visits' }).click();
  await wall.getByRole('button', { name: 'Go to the waiting room' }).waitFor();
  expect(await wall.getByText('The call did not take place.').count()).toBe(0);
  await wall.context().close();

  const rosa = await world.open('phone');
  await signInVisitor(rosa, 'rosa@example.org');
  await rosa.getByRole('link', { name: 'Join the visit now' }).click();
  await rosa.getByRole('button', { name: 'Back to your visit' }).click();
  await rosa.getByRole('link', { name: 'Join the visit now' }).waitFor();
  await rosa.context().close();
});

test('who cannot come once the waiting room is open cancels on the page of the visit, at no cost', async () => {
  const rosa = await world.open('phone');
  await signInVisitor(rosa, 'rosa@example.org');
  await rosa.getByRole('link', { name: 'Join the visit now' }).waitFor({ timeout: 60_000 });
  await rosa.getByRole('link', { name: 'Visit with Luis Delgado' }).first().click();
  await rosa.getByRole('button', { name: 'Cancel the visit' }).click();
  await rosa.getByText('It costs nothing.').waitFor();
  await world.inspect(rosa, '59-cancel-joinable');
  await rosa.getByRole('button', { name: 'Yes, cancel it' }).click();
  await rosa.getByText('This visit was cancelled').waitFor();
  await mailTo(world, 'rosa@example.org', /^(Cancelled|Cancelada)/);
  await rosa.context().close();
});

test('pressed twice: one request', async () => {
  const grace = await world.open('phone');
  await signInVisitor(grace, 'grace@example.org');
  await holdTime(grace, anybody);
  await grace.getByRole('button', { name: 'Send the request' }).dblclick();
  await grace.getByText('Your request is sent').waitFor();
  const visits = await visitsOf('grace@example.org');
  expect(visits.filter(({ status }) => status === 'requested')).toHaveLength(2);
  const { rows } = await world.pool.query("select count(*)::int from visit_events where visit_id = $1 and type = 'requested'", [
    visits[0]?.id,
  ]);
  expect(rows).toEqual([{ count: 1 }]);
  await grace.context().close();
});
