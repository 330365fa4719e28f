import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { launchChromium67, type OldPage } from '../support/chromium-67.ts';
import { oldChromium } from '../support/packed-chromium.ts';

const html = `<!doctype html><title>Test page</title><input id="name"><button id="greet">Greet</button><p id="greeting" hidden></p>
<div style="height: 3000px"></div><a id="next" href="/next">Next</a>
<script>document.getElementById('greet').onclick = function () {
  var p = document.getElementById('greeting'); p.hidden = false; p.textContent = 'Hello ' + document.getElementById('name').value;
};</script>`;

const old = test.skipIf(oldChromium.isMissing);
let server: http.Server;
let address: string;
const open: (Browser | OldPage)[] = [];

beforeEach(async () => {
  server = http.createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(request.url === '/next' ? '<p>The next page</p><script>throw new Error("broken page")</script>' : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  server.closeAllConnections();
  server.close();
});

/** Frames that came through a pair of peer connections within the page. Runs in the page. */
async function framesOverLoopback(): Promise<number> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
  const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
  from.onicecandidate = ({ candidate }) => candidate && to.addIceCandidate(candidate);
  to.onicecandidate = ({ candidate }) => candidate && from.addIceCandidate(candidate);
  const video = document.createElement('video');
  video.muted = true;
  to.ontrack = ({ streams }) => {
    video.srcObject = streams[0] ?? null;
    void video.play();
  };
  for (const track of stream.getTracks()) from.addTrack(track, stream);
  const offer = await from.createOffer();
  await from.setLocalDescription(offer);
  await to.setRemoteDescription(offer);
  const answer = await to.createAnswer();
  await to.setLocalDescription(answer);
  await from.setRemoteDescription(answer);
  for (let tries = 0; tries < 150; tries++) {
    if (video.videoWidth > 0 && video.currentTime > 0.5) return video.videoWidth;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return 0;
}

for (const version of ['153', '106'] as const) {
  const isMissing = version === '106' && oldChromium.isMissing;
  test.skipIf(isMissing)(
    `Chromium ${version} sends and receives video of a fake camera${isMissing ? oldChromium.remark : ''}`,
    async () => {
      const browser = await launchChromium({ version });
      open.push(browser);
      if (!process.env.CHROME_PATH || version === '106') expect(browser.version()).toMatch(new RegExp(`^${version}\\.`));
      const page = await (await browser.newContext({ permissions: ['camera', 'microphone'] })).newPage();
      await page.goto(address);
      expect(await page.evaluate(() => navigator.language)).toBe('en-US');
      expect(await page.evaluate(framesOverLoopback)).toBeGreaterThan(0);
    },
  );
}

old(`Chromium 67 types, clicks, follows links, shows itself and reports exceptions${oldChromium.remark}`, async () => {
  const page = await launchChromium67();
  open.push(page);
  await page.goto(address);
  expect(await page.evaluate(() => navigator.userAgent)).toContain('Chrome/67.');
  await page.type('#name', 'Ana María');
  await page.click('#greet');
  await page.waitFor('#greeting');
  await page.waitForText('Hello Ana María');
  const file = path.join(os.tmpdir(), `chromium-67-${process.pid}.png`);
  await page.screenshot(file);
  expect(fs.readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
  fs.rmSync(file);
  expect(page.exceptions).toEqual([]);
  await page.click('#next');
  await page.waitForText('The next page');
  expect(page.exceptions.join()).toContain('broken page');
});

old(`Chromium 67 has a camera and WebRTC, so an old phone can be tried${oldChromium.remark}`, async () => {
  const page = await launchChromium67();
  open.push(page);
  await page.goto(address);
  expect(await page.evaluate(framesOverLoopback)).toBeGreaterThan(0);
});

old(`Chromium 67 says what it waited for in vain, and what the page shows instead${oldChromium.remark}`, async () => {
  const page = await launchChromium67();
  open.push(page);
  await page.goto(`${address}next`);
  await expect(page.waitFor('#greeting', 200)).rejects.toThrow(/#greeting; the page says: The next page/);
});
