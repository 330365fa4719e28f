import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchChromium } from '../../support/browsers.ts';
import type { MediaServer } from './server.ts';

/** What a client receives of one track: frames decoded so far, sound energy so far. */
export interface Received {
  frames: number;
  energy: number;
  bytes: number;
  packets: number;
}

/** One stock livekit-client in a real browser page. */
export interface Client {
  page: Page;
  /** Null when it is in the room, else the text of the client's error. */
  refused: string | null;
  events(): Promise<string[]>;
  /** Identities in its list of the others. */
  others(): Promise<string[]>;
  /** By `identity source`. */
  received(): Promise<Record<string, Received>>;
  data(): Promise<{ text: string; from: string; topic: string }[]>;
  /** LiveKit's reason, or null while it is connected. */
  disconnected(): Promise<number | null>;
  run<Result>(body: string): Promise<Result>;
}

export interface JoinOptions {
  publish?: boolean;
  url?: string;
  roomOptions?: Record<string, unknown>;
  /** What the browser calls itself. */
  userAgent?: string;
  /** A script that the page runs before its own. */
  before?: string;
}

export interface Clients {
  join(token: string, options?: JoinOptions): Promise<Client>;
  /** Closes every page. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** A browser whose pages run the stock client against `server`; pages are served from localhost, where cameras are allowed. */
export async function openClients(server: MediaServer): Promise<Clients> {
  const library = readFileSync(
    createRequire(import.meta.url)
      .resolve('livekit-client')
      .replace(/[^/]+$/, 'livekit-client.umd.js'),
  );
  const html = readFileSync(new URL('page.html', import.meta.url));
  const web = createServer((request, response) => {
    const script = request.url === '/livekit-client.js';
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' }).end(script ? library : html);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => web.once('listening', resolve));
  const address = `http://localhost:${(web.address() as AddressInfo).port}/`;
  const browser: Browser = await launchChromium();
  const pages = new Set<Page>();
  return {
    async join(token, { publish = true, url = server.ws, roomOptions = {}, userAgent, before = '' } = {}) {
      const page = await browser.newPage(userAgent === undefined ? {} : { userAgent });
      pages.add(page);
      await page.addInitScript(before);
      await page.goto(address);
      const call = JSON.stringify({ url, token, publish, roomOptions });
      const refused = await page.evaluate<string | null>(`join(${call}).then(() => null, (error) => String(error))`);
      return clientOf(page, refused);
    },
    async leave() {
      for (const page of pages) await page.close();
      pages.clear();
    },
    async close() {
      await browser.close();
      web.close();
    },
  };
}

function clientOf(page: Page, refused: string | null): Client {
  return {
    page,
    refused,
    events: () => page.evaluate('seen.events'),
    others: () => page.evaluate('[...room.remoteParticipants.values()].map((one) => one.identity).sort()'),
    received: () => page.evaluate('received()'),
    data: () => page.evaluate('seen.data'),
    disconnected: () => page.evaluate('seen.disconnected'),
    run: (body) => page.evaluate(`(async () => { ${body} })()`),
  };
}

/** Waits until pictures AND sound of this participant are decoded here and go on being decoded. */
export async function expectMedia(client: Client, identity: string): Promise<void> {
  const now = async () => {
    const received = await client.received();
    return { frames: received[`${identity} camera`]?.frames ?? 0, energy: received[`${identity} microphone`]?.energy ?? 0 };
  };
  await expect.poll(async () => (await now()).frames, { timeout: 10_000, interval: 100 }).toBeGreaterThan(0);
  const before = await now();
  await expect.poll(async () => (await now()).frames, { timeout: 10_000, interval: 100 }).toBeGreaterThan(before.frames);
  await expect.poll(async () => (await now()).energy, { timeout: 10_000, interval: 100 }).toBeGreaterThan(before.energy);
}
