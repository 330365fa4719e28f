import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPassword } from '../../src/server/demo/demo-people.ts';
import { arriveAt, press, tabTo } from '../support/journey-keyboard.ts';
import { type JourneyWorld, openJourneyWorld } from '../support/journey-world.ts';

let world: JourneyWorld;
let page: Page;

beforeAll(async () => {
  world = await openJourneyWorld();
  page = await world.open('desk');
});
afterAll(() => world?.close());

test('the first press of Tab offers to skip the menu', async () => {
  await page.goto('/');
  await page.getByText('Cedar County Jail').first().waitFor();
  await tabTo(page, /^Skip to the content$/, 1);
});

test('somebody signs in, books, saves a card and sends the request without touching a mouse', async () => {
  await page.goto('/');
  await page.getByText('Cedar County Jail').first().waitFor();
  await press(page, /^Sign in$/);
  await arriveAt(page, /^Sign in$/);
  await tabTo(page, /^E-mail/);
  await page.keyboard.type('miguel@example.org');
  await tabTo(page, /^Password/);
  await page.keyboard.type(demoPassword);
  await page.keyboard.press('Enter');
  await arriveAt(page, /^Hello/);
  await press(page, /^Book a visit with/);
  await arriveAt(page, /^How long\?$/);
  await press(page, /^20 minutes/);
  await arriveAt(page, /^When\?$/);
  // A day, then a time of that day.
  await press(page, /: \d+ times/);
  await press(page, /^\d+:\d\d [AP]M/);
  await arriveAt(page, /^Is everything right\?$/);
  await press(page, /^Keep it longer$/);
  await page.getByText('This time cannot be kept any longer.').waitFor();
  await press(page, /^Go on to save a card$/);
  await page.getByRole('button', { name: 'Save this card' }).waitFor();
  await tabTo(page, /^Card number/);
  await page.keyboard.type('4242424242424242');
  await tabTo(page, /^Valid until/);
  await page.keyboard.type('12/34');
  await tabTo(page, /^Security code/);
  await page.keyboard.type('123');
  await page.keyboard.press('Enter');
  await page.getByText('Your visit is confirmed').waitFor();
  await world.shoot(page, '40-keyboard-confirmed');
});

test('a question that opens takes the focus, and Escape gives it back', async () => {
  await press(page, /^Cancel the visit$/);
  await page.waitForFunction(() => document.activeElement?.tagName === 'FIELDSET');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), { timeout: 10_000 }).toBe('Cancel the visit');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.tagName === 'FIELDSET');
  await press(page, /^Yes, cancel it$/);
  await page.getByText('This visit was cancelled').waitFor();
});
