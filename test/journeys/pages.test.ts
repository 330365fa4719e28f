import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShown, preparePageTour, type Tour } from '../../tools/page-tour.ts';
import type { Person, ShownPage } from '../../tools/shown-pages.ts';
import { bringAxe, brokenRules } from '../support/axe.ts';
import { launchChromium } from '../support/browsers.ts';
import { startDemoPlatform } from '../support/demo-platform.ts';
import type { Platform } from '../support/platform.ts';

const phone = { width: 360, height: 640 };
const desk = { width: 1280, height: 800 };
/** For one press or one wait on a busy machine. */
const STEP_MILLISECONDS = 20_000;
/** For a hundred pages while other journeys have the cores. */
const WALK_MILLISECONDS = 300_000;

let platform: Platform | null = null;
let browser: Browser;
let tour: Tour;

beforeAll(async () => {
  const given = process.env.OPENVISIT_TEST_URL;
  if (given === undefined) platform = await startDemoPlatform();
  browser = await launchChromium();
  tour = await preparePageTour(browser, given ?? platform?.address ?? '');
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

/** Pages by who opens them, so that each person needs one window. */
function byPerson(pages: readonly ShownPage[]): [Person, ShownPage[]][] {
  return [...new Set(pages.map(({ person }) => person))].map((person) => [person, pages.filter((shown) => shown.person === person)]);
}

/** Whether a list to choose from was stripped of its arrow. Runs in the page. */
const hasBareChoice = (): boolean =>
  [...document.querySelectorAll('select')].some((choice) => getComputedStyle(choice).appearance === 'none');

/** Spanish is the longer language, so it is the one that must fit a phone. */
const looks = [
  { language: 'en', size: desk },
  { language: 'es', size: phone },
] as const;

test.concurrent.for(looks)(
  'axe finds nothing on any page, none is wider than its screen, and none throws ($language)',
  { timeout: WALK_MILLISECONDS },
  async ({ language, size }, context) => {
    const faults: string[] = [];
    for (const [person, pages] of byPerson(tour.pages)) {
      const opened = await tour.contextOf(person, {
        language,
        viewport: size,
        permissions: ['camera', 'microphone'],
        reducedMotion: 'reduce',
      });
      opened.setDefaultTimeout(STEP_MILLISECONDS);
      await bringAxe(opened);
      const page = await opened.newPage();
      let name = '';
      page.on('pageerror', (error) => faults.push(`${name} throws ${error.message}`));
      for (const shown of pages) {
        name = shown.name;
        await openShown(page, shown, language);
        for (const broken of await brokenRules(page)) faults.push(`${name} ${broken}`);
        if (await page.evaluate(hasBareChoice)) faults.push(`${name} has a choice that looks like a line to type in`);
        for (const { width, height } of [size === desk ? phone : desk, size]) {
          await page.setViewportSize({ width, height });
          const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (tooWide > 0) faults.push(`${name} is ${tooWide} px wider than a screen of ${width} px`);
        }
        const spoken = await page.evaluate(() => document.documentElement.lang);
        if (spoken !== (shown.englishOnly ? 'en' : language)) faults.push(`${name} is in ${spoken}`);
      }
      await opened.close();
    }
    context.expect(faults).toEqual([]);
  },
);

test('the receipt prints as a sheet of paper: no menu, no buttons, the sums', async () => {
  const receipt = tour.pages.find(({ name }) => name === 'receipt');
  if (!receipt) throw new Error('the tour has no receipt');
  const context = await tour.contextOf(receipt.person, { language: 'en', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await openShown(page, receipt, 'en');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.frame-head').isVisible()).toBe(false);
  expect(await page.locator('.button:visible').count()).toBe(0);
  expect(await page.locator('.receipt').innerText()).toMatch(/Set aside on your card\s+\$3\.40/);
  await context.close();
});

test('the tour has what the demo data must have for it', () => {
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
    'book-lost',
    'card-page',
    'card-page-approve',
    'visit-mend',
    'visit-approve',
    'call-ended',
    'staff-deny',
    'staff-cancel',
    'staff-recording-broken',
    'station-call-ended',
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
