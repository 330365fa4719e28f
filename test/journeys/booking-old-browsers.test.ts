import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPassword } from '../../src/server/demo/demo-people.ts';
import { launchChromium } from '../support/browsers.ts';
import { launchChromium67 } from '../support/chromium-67.ts';
import { expectMediaFlows, waitForCall } from '../support/journey-call.ts';
import { holdTime, sendRequest, signInVisitor } from '../support/journey-people.ts';
import { bookVisit, joinBoth } from '../support/journey-visit.ts';
import { type JourneyPlace, type JourneyWorld, makeHasty, openJourneyWorld, periodTomorrow, placeOf } from '../support/journey-world.ts';
import { oldChromium } from '../support/packed-chromium.ts';

const old = test.skipIf(oldChromium.isMissing);
let world: JourneyWorld;
let place: JourneyPlace;
let chromium106: Browser | null = null;

beforeAll(async () => {
  world = await openJourneyWorld();
  place = await placeOf(world, 'cedar-county-jail');
  await makeHasty(world, place, { waitingRoomMinutes: 0 });
  await periodTomorrow(world, place);
});
afterAll(async () => {
  await world?.close();
  await chromium106?.close();
});

old(
  `a phone of 2018 (Chromium 67) signs in, keeps a time, saves a card and sends the request; before it pays it is told that it has no video${oldChromium.remark}`,
  async () => {
    const page = await launchChromium67();
    try {
      await page.goto(`${world.address}/sign-in`);
      await page.type('input[name=email]', 'helen@example.org');
      await page.type('input[name=password]', demoPassword);
      await page.click('button[type=submit]');
      await page.click('a.button-main[href^="/book/"]');
      await page.waitForText('This browser cannot show video visits');
      await page.click('a[href*="minutes=20"]');
      await page.click('section .slot');
      await page.waitForText('Is everything right?');
      await page.waitForText('This browser cannot show video visits');
      await page.waitForText('$3.40');
      await page.click('.notice .button');
      await page.waitForText('This time cannot be kept any longer.');
      await page.click('.button-main.button-wide');
      await page.type('#number', '4242 4242 4242 4242');
      await page.type('#expiry', '12/34');
      await page.type('#cvc', '123');
      await page.click('#save');
      await page.waitForText('Your visit is confirmed', 20_000);
      if (process.env.JOURNEY_SHOTS) await page.screenshot(`${process.env.JOURNEY_SHOTS}/60-chromium-67.png`);
      expect(page.exceptions).toEqual([]);
    } finally {
      await page.close();
    }
  },
);

test('a browser without a date picker (Safari on a Mac before 14.1) says how to write the date of birth, and takes it so', async () => {
  const page = await world.open('phone');
  await page.addInitScript(() => {
    const type = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'type');
    Object.defineProperty(HTMLInputElement.prototype, 'type', {
      ...type,
      set(value: string) {
        type?.set?.call(this, value === 'date' ? 'text' : value);
      },
    });
  });
  await page.goto('/sign-up');
  await page.getByText('Write it as year, month and day').waitFor();
  await page.getByLabel('Your full name').fill('Wanda Kit');
  await page.getByLabel('E-mail').fill('wanda@example.org');
  await page.getByLabel('Your date of birth').fill('04/12/1991');
  await page.getByLabel('Choose a password').fill('four words of wanda');
  await page.getByRole('button', { name: 'Open the account' }).click();
  await page.getByText('Give the day, month and year of your birth.').waitFor();
  await page.getByLabel('Your date of birth').fill('1991-04-12');
  await page.getByRole('button', { name: 'Open the account' }).click();
  await page.getByRole('heading', { name: 'A mail is on its way' }).waitFor();
});

test('a browser without WebRTC is told before it pays, and books all the same', async () => {
  const page = await world.open('phone');
  await page.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection'));
  await page.goto('/test-device');
  await page.getByText('This browser cannot show video visits').waitFor();
  await signInVisitor(page, 'miguel@example.org');
  const visitId = await holdTime(page, { resident: '', length: '20 minutes' });
  await page.getByText('This browser cannot show video visits').waitFor();
  await world.shoot(page, '61-no-webrtc');
  await sendRequest(page, visitId);
  await page.getByText('Your visit is confirmed').waitFor();
});

old(
  `Android 6’s last browser (Chromium 106) books, waits for the waiting room to open, and holds the call on both sides until one leaves${oldChromium.remark}`,
  async () => {
    chromium106 = await launchChromium({ version: '106' });
    const visitor = await world.open('phone', {}, chromium106);
    const station = await world.open('wall', {}, chromium106);
    const visitId = await bookVisit(world, visitor, { place, email: 'helen@example.org', startsInSeconds: 20, length: '1 minute' });
    await visitor.getByText('The waiting room opens on').waitFor();
    expect(await visitor.getByRole('link', { name: 'Join the visit now' }).count()).toBe(0);
    await joinBoth(world, visitId, visitor, station);
    await waitForCall(world, visitId, 'live', 60_000);
    await expectMediaFlows(visitor, station);
    await world.shoot(visitor, '62-chromium-106-call');
    await visitor.getByRole('button', { name: 'Leave' }).click();
    await visitor.getByRole('button', { name: 'End the visit' }).click();
    await visitor.getByText('You ended the visit.').waitFor();
    await station.getByText('Helen Novak ended the visit.').waitFor();
  },
);
