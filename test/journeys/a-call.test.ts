import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { type CallPlatform, startCallPlatform } from '../support/call-platform.ts';

let platform: CallPlatform;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  platform = await startCallPlatform(Number(process.env.CALL_TEST_PORT ?? 30600), { warningsSeconds: [20], waitingRoomMinutes: 15 });
  browser = await launchChromium();
});
afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await browser?.close();
  await platform?.close();
});

async function open(who: 'ana' | 'marcus', visitId: string, at: Browser = browser): Promise<Page> {
  const context = await at.newContext({ permissions: ['camera', 'microphone'] });
  contexts.push(context);
  await context.addCookies([{ name: 'who', value: who, url: platform.address }]);
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(who, error));
  if (process.env.CALL_LOG) page.on('console', (message) => console.log(who, message.text()));
  await page.goto(platform.page({ side: who === 'ana' ? 'visitor' : 'station', visit: visitId }));
  return page;
}

async function passWaitingRoom(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Agree and continue' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

const remoteFrames = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector<HTMLVideoElement>('.call-stage > video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0);

async function seesTheOther(page: Page): Promise<void> {
  const before = await remoteFrames(page);
  await expect.poll(() => remoteFrames(page), { timeout: 20_000 }).toBeGreaterThan(before + 5);
}

const statusOf = async (visitId: string): Promise<string> =>
  (await platform.db.selectFrom('calls').select('status').where('visit_id', '=', visitId).executeTakeFirstOrThrow()).status;

test('two people meet in a recorded, timed call; a lost tab and a lost recorder come back; the end is the server’s', async () => {
  const visitId = await platform.openVisit({ startsInSeconds: 1, lengthSeconds: 65 });
  const ana = await open('ana', visitId);
  const marcus = await open('marcus', visitId);
  await Promise.all([passWaitingRoom(ana), passWaitingRoom(marcus)]);
  await Promise.all([seesTheOther(ana), seesTheOther(marcus)]);
  await expect.poll(() => statusOf(visitId), { timeout: 10_000 }).toBe('live');

  await ana.close();
  await expect.poll(() => statusOf(visitId), { timeout: 15_000 }).toBe('interrupted');
  await expect.poll(() => marcus.locator('.call-overlay').textContent(), { timeout: 10_000 }).toContain('lost the connection');
  const again = await open('ana', visitId);
  await seesTheOther(again);
  await expect.poll(() => statusOf(visitId), { timeout: 15_000 }).toBe('live');

  await platform.kill('recorder');
  await expect.poll(() => statusOf(visitId), { timeout: 10_000 }).toBe('interrupted');
  await platform.start('recorder');
  await expect.poll(() => statusOf(visitId), { timeout: 15_000 }).toBe('live');
  await seesTheOther(marcus);

  await expect.poll(() => again.locator('.notice').allTextContents(), { timeout: 60_000 }).toContain('Less than 20 seconds left');
  await expect.poll(() => again.getByRole('heading').first().textContent(), { timeout: 60_000 }).toContain('The visit has ended');
  await expect.poll(() => marcus.getByRole('heading').first().textContent(), { timeout: 10_000 }).toContain('The visit has ended');

  const recording = () =>
    platform.db.selectFrom('recordings').select(['id', 'state', 'manifest']).where('visit_id', '=', visitId).executeTakeFirstOrThrow();
  await expect.poll(async () => (await recording()).state, { timeout: 20_000 }).toBe('sealed');
  const { id, manifest } = await recording();
  const files = (manifest as { files: { identity: string; fileId: string }[] }).files;
  expect(files.filter(({ identity }) => identity === platform.people.visitorId).length).toBeGreaterThanOrEqual(3);

  const cookie = { cookie: 'who=ines', 'x-openvisit': '1', 'content-type': 'application/json' };
  const early = await fetch(`${platform.address}/api/staff/recordings/${id}/files/${files[0]?.fileId}`, { headers: cookie });
  expect(early.status).toBe(422);
  const look = await fetch(`${platform.address}/api/staff/recordings/${id}/look`, {
    method: 'POST',
    headers: cookie,
    body: JSON.stringify({ purpose: 'case 26-117' }),
  });
  const detail = (await look.json()) as { files: { mediaUrl: string; integrity: { intact: boolean } }[]; looks: unknown[] };
  expect(detail.files.map((file) => file.integrity)).toEqual(files.map(() => ({ intact: true })));
  expect(detail.looks).toHaveLength(1);
  const media = await fetch(platform.address + detail.files[0]?.mediaUrl, { headers: { ...cookie, range: 'bytes=0-3' } });
  expect([media.status, Buffer.from(await media.arrayBuffer()).toString('hex')]).toEqual([206, '1a45dfa3']);
});

test('a killed media engine comes back and so do both sides by themselves, one of them in a browser of 2022; a second device takes over and gives back; Leave ends it for both', async () => {
  const old = await launchChromium({ version: '106' });
  const visitId = await platform.openVisit({ startsInSeconds: 1, lengthSeconds: 120 });
  const ana = await open('ana', visitId, old);
  const marcus = await open('marcus', visitId);
  await Promise.all([passWaitingRoom(ana), passWaitingRoom(marcus)]);
  await Promise.all([seesTheOther(ana), seesTheOther(marcus)]);
  await expect.poll(() => statusOf(visitId), { timeout: 10_000 }).toBe('live');

  await platform.kill('engine');
  await expect.poll(() => statusOf(visitId), { timeout: 10_000 }).toBe('interrupted');
  await platform.start('engine');
  await expect.poll(() => statusOf(visitId), { timeout: 30_000 }).toBe('live');
  await Promise.all([seesTheOther(ana), seesTheOther(marcus)]);

  const phone = await open('ana', visitId);
  await seesTheOther(phone);
  await expect.poll(() => ana.locator('.call-overlay').textContent(), { timeout: 10_000 }).toContain('on another device');
  await ana.getByRole('button', { name: 'Use it here' }).click();
  await seesTheOther(ana);
  await expect.poll(() => phone.locator('.call-overlay').textContent(), { timeout: 10_000 }).toContain('on another device');

  await ana.getByRole('button', { name: 'Leave' }).click();
  await ana.getByRole('button', { name: 'End the visit' }).click();
  await expect.poll(() => ana.locator('.call-ended').textContent(), { timeout: 10_000 }).toContain('You ended the visit.');
  await expect.poll(() => marcus.locator('.call-ended').textContent(), { timeout: 10_000 }).toContain('Ana Reed ended the visit.');
  const { outcome } = await platform.db.selectFrom('visits').select('outcome').where('id', '=', visitId).executeTakeFirstOrThrow();
  expect(outcome).toBe('ended-early-by-visitor');
  const response = await fetch(`${platform.address}/api/station/visits/${visitId}/summary`, { headers: { cookie: 'who=marcus' } });
  const summary = (await response.json()) as { deliveredSeconds: number; timeline: { kind: string; cause: string | null }[] };
  expect(summary.timeline.map(({ kind, cause }) => cause ?? kind).slice(0, 3)).toEqual(['together', 'platform', 'together']);
  expect(summary.deliveredSeconds).toBeGreaterThan(0);
  await old.close();
});
