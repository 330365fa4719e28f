import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenRules } from '../support/axe.ts';
import { launchChromium } from '../support/browsers.ts';
import { launchChromium67 } from '../support/chromium-67.ts';
import { oldChromium } from '../support/packed-chromium.ts';
import { openSandboxWorld, type SandboxWorld } from '../support/sandbox-world.ts';

let world: SandboxWorld;
let browser: Browser;
let count = 0;

beforeAll(async () => {
  world = await openSandboxWorld();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** The site that visitors come from and go back to: here the processor's own health page, on another origin (by name). */
const back = (where: string): string => `${world.url.replace('127.0.0.1', 'localhost')}/healthz?${where}`;

async function openSetup(): Promise<{ id: string; url: string }> {
  const wish = { reference: 'vst_1', payerReference: 'vis_1', successUrl: back('saved'), cancelUrl: back('cancelled'), expiresAt: null };
  return world.gateway.openCardSetup(wish, `card-page-${++count}`);
}

async function withPage(options: { javaScriptEnabled?: boolean; locale?: string }, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  await work(await context.newPage());
  await context.close();
}

test('without scripts, one button fills the form and another saves the card', () =>
  withPage({ javaScriptEnabled: false }, async (page) => {
    const { id, url } = await openSetup();
    await page.goto(url);
    await page.getByRole('button', { name: 'A card that works' }).click();
    expect(await page.getByLabel('Card number').inputValue()).toBe('4242 4242 4242 4242');
    await page.getByRole('button', { name: 'Save this card' }).click();
    await page.waitForURL(back('saved'));
    expect(await world.gateway.readCardSetup(id)).toMatchObject({ status: 'complete' });
  }));

test('a card is saved with the keyboard alone', () =>
  withPage({}, async (page) => {
    const { id, url } = await openSetup();
    await page.goto(url);
    await page.getByLabel('Card number').focus();
    await page.keyboard.type('4242424242424242');
    await page.keyboard.press('Tab');
    await page.keyboard.type('12/34');
    await page.keyboard.press('Tab');
    await page.keyboard.type('123');
    await page.keyboard.press('Enter');
    await page.waitForURL(back('saved'));
    expect(await world.gateway.readCardSetup(id)).toMatchObject({ status: 'complete' });
  }));

test('a declined card says so and another may be tried, in Spanish too', () =>
  withPage({ locale: 'es-MX' }, async (page) => {
    const { url } = await openSetup();
    await page.goto(url);
    await page.getByRole('button', { name: 'rechazada de inmediato' }).click();
    await page.getByRole('button', { name: 'Guardar esta tarjeta' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('La tarjeta fue rechazada. No se cobró nada.');
    await page.getByRole('button', { name: 'Una tarjeta que funciona' }).click();
    await page.getByRole('button', { name: 'Guardar esta tarjeta' }).click();
    await page.waitForURL(back('saved'));
  }));

test('the bank asks: refusing leads back to the form, approving saves', () =>
  withPage({}, async (page) => {
    const { url } = await openSetup();
    await page.goto(url);
    for (const answer of ['Refuse', 'Approve']) {
      await page.getByRole('button', { name: 'asks a second question now' }).click();
      await page.getByRole('button', { name: 'Save this card' }).click();
      await page.getByRole('button', { name: answer }).click();
      if (answer === 'Refuse') await page.getByText('You refused at the bank').waitFor();
    }
    await page.waitForURL(back('saved'));
  }));

test('turning back saves nothing', () =>
  withPage({}, async (page) => {
    const { id, url } = await openSetup();
    await page.goto(url);
    await page.getByRole('link', { name: 'Go back without saving a card' }).click();
    await page.waitForURL(back('cancelled'));
    expect(await world.gateway.readCardSetup(id)).toEqual({ status: 'open' });
  }));

test('axe finds nothing on the form, with a fault, at the bank, or when it has expired', () =>
  withPage({}, async (page) => {
    const { id, url } = await openSetup();
    await page.goto(url);
    expect(await brokenRules(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save this card' }).click();
    await page.getByText('needs 12 to 19 digits').first().waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await page.getByRole('button', { name: 'asks a second question now' }).click();
    await page.getByRole('button', { name: 'Save this card' }).click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await world.gateway.expireCardSetup(id);
    await page.goto(url);
    expect(await brokenRules(page)).toEqual([]);
  }));

test.skipIf(oldChromium.isMissing)(`an old phone (Chromium 67) saves a card${oldChromium.remark}`, async () => {
  const { id, url } = await openSetup();
  const page = await launchChromium67();
  try {
    await page.goto(url);
    await page.type('#number', '4242 4242 4242 4242');
    await page.type('#expiry', '12/34');
    await page.type('#cvc', '123');
    await page.click('#save');
    await page.waitForText('"ok":true');
    expect(await page.evaluate(() => location.href)).toBe(back('saved'));
    expect(page.exceptions).toEqual([]);
  } finally {
    await page.close();
  }
  expect(await world.gateway.readCardSetup(id)).toMatchObject({ status: 'complete' });
});
