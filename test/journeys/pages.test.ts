import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShown, preparePageTour, type Tour } from '../../tools/page-tour.ts';
import type { Person, ShownPage } from '../../tools/shown-pages.ts';
import { brokenRules } from '../support/axe.ts';
import { launchChromium } from '../support/browsers.ts';
import { type Platform, startPlatform } from '../support/platform.ts';

let platform: Platform | null = null;
let browser: Browser;
let tour: Tour;

beforeAll(async () => {
  const given = process.env.OPENVISIT_TEST_URL;
  if (given === undefined) platform = await startPlatform();
  browser = await launchChromium();
  tour = await preparePageTour(browser, given ?? platform?.address ?? '');
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

/** Pages by who opens them, so that each person needs one window; phone pages of nobody apart from the large ones. */
function byPerson(pages: readonly ShownPage[]): [Person, ShownPage[]][] {
  const groups = new Map<string, [Person, ShownPage[]]>();
  for (const shown of pages) {
    const key = `${shown.person} ${shown.name.startsWith('sta')}`;
    const group = groups.get(key);
    if (group) group[1].push(shown);
    else groups.set(key, [shown.person, [shown]]);
  }
  return [...groups.values()];
}

for (const language of ['en', 'es'] as const)
  test(`axe finds nothing on any page, no page is wider than a phone, and none throws (${language})`, async () => {
    const faults: string[] = [];
    for (const [person, pages] of byPerson(tour.pages)) {
      // Visitors come with phones, staff and stations have large screens.
      const isVisitor = pages.every(({ name }) => !name.startsWith('sta'));
      const viewport = isVisitor ? { width: 360, height: 640 } : { width: 1280, height: 800 };
      const context = await tour.contextOf(person, { language, viewport, permissions: ['camera', 'microphone'], reducedMotion: 'reduce' });
      const page = await context.newPage();
      let name = '';
      page.on('pageerror', (error) => faults.push(`${name} throws ${error.message}`));
      for (const shown of pages) {
        name = shown.name;
        await openShown(page, shown);
        for (const broken of await brokenRules(page)) faults.push(`${name} ${broken}`);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (tooWide > 0) faults.push(`${name} is ${tooWide} px wider than the screen`);
        if ((await page.evaluate(() => document.documentElement.lang)) !== language) faults.push(`${name} is not in ${language}`);
      }
      await context.close();
    }
    expect(faults).toEqual([]);
  });

test('the receipt prints as a sheet of paper: no menu, no buttons, the sums', async () => {
  const receipt = tour.pages.find(({ name }) => name === 'receipt');
  if (!receipt) throw new Error('the tour has no receipt');
  const context = await tour.contextOf(receipt.person, { language: 'en', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await openShown(page, receipt);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.frame-head').isVisible()).toBe(false);
  expect(await page.locator('.button:visible').count()).toBe(0);
  expect(await page.locator('.receipt').innerText()).toMatch(/Set aside on your card\s+\$3\.40/);
  await context.close();
});

test('the tour has every page of the visitor, the staff and the station', () => {
  const names = tour.pages.map(({ name }) => name);
  for (const name of [
    'book-time',
    'book-check',
    'visit-confirmed',
    'after',
    'receipt',
    'waiting-room',
    'staff-visit',
    'staff-recording',
    'station-visits',
  ])
    expect(names).toContain(name);
});

test('staff offer another length at its price, and the family sees both lengths and both prices side by side', async () => {
  const asked = tour.pages.find(({ name }) => name === 'visit-requested');
  if (!asked) throw new Error('the tour has no request');
  const staff = await tour.contextOf('scheduler', { language: 'en', viewport: { width: 1280, height: 800 } });
  const desk = await staff.newPage();
  await desk.goto(`/staff${asked.address}`);
  await desk.getByRole('button', { name: 'Offer another time or length' }).click();
  await desk.getByLabel('30 minutes').check();
  await desk.locator('.slot-terms', { hasText: '30 minutes · $5.10' }).first().waitFor();
  await desk.locator('input[name=slot]').first().check();
  await desk.locator('.decide-form dd', { hasText: '20 minutes · $3.40' }).waitFor();
  await desk.getByRole('button', { name: 'Offer this time and length' }).click();
  await desk.locator('.history li', { hasText: '30 minutes · $5.10' }).waitFor();
  await staff.close();

  const family = await tour.contextOf(asked.person, { language: 'es', viewport: { width: 360, height: 640 } });
  const phone = await family.newPage();
  await phone.goto(asked.address);
  await phone.locator('.revised-old del', { hasText: '20 minutos · $3.40' }).waitFor();
  await phone.locator('.revised-new', { hasText: '30 minutos · $5.10' }).waitFor();
  expect(await brokenRules(phone)).toEqual([]);
  await family.close();
});
