import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { CallSummary } from '../../src/contract/call.ts';
import type { VisitId } from '../../src/core/shared/ids.ts';
import { launchChromium, tenPicturesASecond } from '../support/browsers.ts';
import { type CallPlatform, startCallPlatform } from '../support/call-platform.ts';
import { oldChromium } from '../support/packed-chromium.ts';

let platform: CallPlatform;
/** Where there is no old browser, today's stands in: what is shown here is not about its age alone. */
let old: Browser;
let today: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  platform = await startCallPlatform(Number(process.env.CALL_TEST_PORT ?? 30600), { waitingRoomMinutes: 15 });
  [old, today] = await Promise.all([
    launchChromium({ version: oldChromium.isMissing ? '153' : '106', args: [tenPicturesASecond] }),
    launchChromium({ args: [tenPicturesASecond] }),
  ]);
});
afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await Promise.all([old?.close(), today?.close()]);
  await platform?.close();
});

/** Runs in the page before its own code. */
function rememberConnections(): void {
  const connections: RTCPeerConnection[] = [];
  Object.assign(globalThis, { connections });
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
}

/** As when a phone loses its network: nothing more is sent, and nobody is told. */
async function setLine(page: Page, carries: boolean): Promise<void> {
  await page.evaluate(async (active) => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    for (const sender of connections.flatMap((connection) => connection.getSenders())) {
      if (!sender.track) continue;
      const parameters = sender.getParameters();
      for (const encoding of parameters.encodings) encoding.active = active;
      await sender.setParameters(parameters);
    }
  }, carries);
}

async function open(who: 'ana' | 'marcus', visitId: string, at: Browser): Promise<Page> {
  const context = await at.newContext({ permissions: ['camera', 'microphone'] });
  contexts.push(context);
  await context.addInitScript(rememberConnections);
  await context.addCookies([{ name: 'who', value: who, url: platform.address }]);
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(who, error));
  if (process.env.CALL_LOG) page.on('console', (message) => console.log(who, message.text()));
  await page.goto(platform.page({ side: who === 'ana' ? 'visitor' : 'station', visit: visitId }));
  return page;
}

async function comeToTheDoor(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Agree and continue' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
}

async function passWaitingRoom(page: Page): Promise<void> {
  await comeToTheDoor(page);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

const remoteFrames = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector<HTMLVideoElement>('.call-stage > video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0);

async function seesTheOther(page: Page): Promise<void> {
  const before = await remoteFrames(page);
  await expect.poll(() => remoteFrames(page), { timeout: 20_000 }).toBeGreaterThan(before + 5);
}

type Summary = z.infer<typeof CallSummary>;

async function summaryOf(visitId: string): Promise<Summary> {
  const response = await fetch(`${platform.address}/api/station/visits/${visitId}/summary`, { headers: { cookie: 'who=marcus' } });
  return (await response.json()) as Summary;
}

/** Whether nobody had looked for a while as a loss began, or in the ten seconds before in which pages come back: it is the platform's then. */
async function wasUnwatched(visitId: string, lostAt: string): Promise<boolean> {
  const from = new Date(Date.parse(lostAt) - 10_000);
  const told = platform.db.selectFrom('call_events').select('type').where('visit_id', '=', visitId).where('type', '=', 'unwatched');
  return (await told.where('happened_at', '>=', from).execute()).length > 0;
}

const statusOf = async (visitId: string): Promise<string> =>
  (await platform.db.selectFrom('calls').select('status').where('visit_id', '=', visitId).executeTakeFirstOrThrow()).status;

/** Both sides of a fresh visit see each other; she in this browser, he in today's. */
async function liveCall(hers: Browser): Promise<{ readonly visitId: VisitId; readonly ana: Page; readonly marcus: Page }> {
  const visitId = await platform.openVisit({ startsInSeconds: 1, lengthSeconds: 120 });
  const ana = await open('ana', visitId, hers);
  const marcus = await open('marcus', visitId, today);
  await Promise.all([passWaitingRoom(ana), passWaitingRoom(marcus)]);
  await Promise.all([seesTheOther(ana), seesTheOther(marcus)]);
  await expect.poll(() => statusOf(visitId), { timeout: 10_000 }).toBe('live');
  return { visitId, ana, marcus };
}

test('a killed media engine comes back and so do both sides by themselves, one of them in a browser of 2022; a camera that is switched off is told to the other; a second device takes over and gives back; Leave ends it for both', async () => {
  const { visitId, ana, marcus } = await liveCall(old);

  await ana.getByRole('button', { name: 'Camera off' }).click();
  await marcus.getByText('Ana Reed has turned the camera off.').waitFor();
  expect(await marcus.locator('.call-stage > video').isVisible()).toBe(false);
  await ana.getByRole('button', { name: 'Camera on' }).click();
  await seesTheOther(marcus);
  await expect.poll(() => marcus.locator('.call-off').textContent()).toBe('');

  await platform.kill('engine');
  await expect.poll(() => statusOf(visitId), { timeout: 10_000 }).toBe('interrupted');
  await platform.start('engine');
  await expect.poll(() => statusOf(visitId), { timeout: 30_000 }).toBe('live');
  await Promise.all([seesTheOther(ana), seesTheOther(marcus)]);

  const phone = await open('ana', visitId, today);
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
  const { deliveredSeconds, timeline } = await summaryOf(visitId);
  expect(timeline.map(({ kind, cause }) => cause ?? kind).slice(0, 3)).toEqual(['together', 'platform', 'together']);
  expect(deliveredSeconds).toBeGreaterThan(0);
});

test('a line that goes dead without a goodbye is an interruption by its side, and its seconds are not counted', async () => {
  const { visitId, ana, marcus } = await liveCall(today);

  await setLine(ana, false);
  await expect.poll(() => statusOf(visitId), { timeout: 10_000 }).toBe('interrupted');
  await pause(2000);
  await setLine(ana, true);
  await expect.poll(() => statusOf(visitId), { timeout: 10_000 }).toBe('live');
  await seesTheOther(marcus);

  await marcus.getByRole('button', { name: 'Leave' }).click();
  await marcus.getByRole('button', { name: 'End the visit' }).click();
  await ana.getByText('ended the visit.').waitFor();
  const { deliveredSeconds, timeline } = await summaryOf(visitId);
  // Where the machine was so busy that nobody looked for two seconds, the gap is the platform's.
  const side = (await wasUnwatched(visitId, timeline[1]?.startsAt ?? '')) ? 'platform' : 'visitor';
  expect(timeline.map(({ kind, cause }) => cause ?? kind)).toEqual(['together', side, 'together']);
  const seconds = timeline.map(({ startsAt, endsAt }) => (Date.parse(endsAt) - Date.parse(startsAt)) / 1000);
  const [before = 0, lost = 0, after = 0] = seconds;
  expect(lost).toBeGreaterThan(4);
  expect(deliveredSeconds).toBe(Math.floor(before + after));
});

test('a page connects before Join is pressed, but until then nobody is told, nothing is recorded, and nothing reaches the other side', async () => {
  const visitId = await platform.openVisit({ startsInSeconds: 0, lengthSeconds: 120 });
  const marcus = await open('marcus', visitId, today);
  await passWaitingRoom(marcus);
  await marcus.getByText('Waiting for').waitFor();
  const ana = await open('ana', visitId, today);
  await comeToTheDoor(ana);

  const { callControl, recorder } = platform.area.deps;
  const call = await platform.db.selectFrom('calls').select('room_name').where('visit_id', '=', visitId).executeTakeFirstOrThrow();
  const recording = await platform.db.selectFrom('recordings').select('id').where('visit_id', '=', visitId).executeTakeFirstOrThrow();
  const { visitorId, residentId } = platform.people;
  const sees = async (identity: string) => {
    const sight = await callControl.look(call.room_name);
    return sight.kind === 'room' ? sight.participants.find((participant) => participant.identity === identity) : undefined;
  };
  const recorded = async () => (await recorder.status(recording.id))?.files.map(({ identity }) => identity) ?? [];
  await expect.poll(() => sees(visitorId), { timeout: 10_000 }).toMatchObject({ publishing: false, maySubscribe: false });
  await expect.poll(recorded, { timeout: 10_000 }).toEqual([residentId]);
  // Long enough for several looks of the watcher, any of which would open the gate.
  const written = async () => (await recorder.status(recording.id))?.files[0]?.bytesOnDisk ?? 0;
  const before = await written();
  await expect.poll(written, { timeout: 10_000 }).toBeGreaterThan(before + 150_000);
  expect(await recorded()).toEqual([residentId]);
  expect(await sees(residentId)).toMatchObject({ maySubscribe: false });
  expect(await remoteFrames(marcus)).toBe(0);
  expect(await marcus.locator('.call-overlay').textContent()).toContain('Waiting for');

  await ana.getByRole('button', { name: 'Join', exact: true }).click();
  await Promise.all([seesTheOther(ana), seesTheOther(marcus)]);
  expect((await recorded()).toSorted()).toEqual([residentId, visitorId].toSorted());
});
