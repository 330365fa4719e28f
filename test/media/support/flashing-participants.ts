import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../support/browsers.ts';
import { type PageServer, servePage } from './page-server.ts';

interface Publishing {
  camera?: boolean;
  microphone?: boolean;
  /** Turns end-to-end encryption on. */
  passphrase?: string;
  /** How long each encoded picture waits before it is sent. */
  holdMilliseconds?: number;
}

/** What a browser decoded of a recording: [milliseconds, value] pairs. */
export interface Decoded {
  errors: string[];
  brightness: [number, number, number][];
  loudness: [number, number][];
}

export interface Played {
  duration: number;
  arrived: { at: number; ready: number }[];
  width: number;
}

/** Browser pages that flash and beep on one clock, and a page to look at what was recorded of them. */
export interface FlashingParticipants {
  join(url: string, token: string, publishing: Publishing): Promise<Page>;
  decode(frames: readonly { kind: string; milliseconds: number; key: boolean; data: Buffer }[]): Promise<Decoded>;
  play(webm: Buffer, seconds: number[]): Promise<Played>;
  close(): Promise<void>;
}

/** Opens a browser for them. */
export async function openFlashingParticipants(): Promise<FlashingParticipants> {
  const pages: PageServer = await servePage('recorder-page.html');
  const browser: Browser = await launchChromium();
  const open = async (): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(pages.url);
    return page;
  };
  return {
    async join(url, token, { camera = true, microphone = true, passphrase = '', holdMilliseconds = 0 }) {
      const page = await open();
      await page.evaluate(`join(${JSON.stringify({ url, token, camera, microphone, passphrase, holdMilliseconds })})`);
      return page;
    },
    async decode(frames) {
      const readable = frames.map((frame) => ({ ...frame, data: frame.data.toString('base64') }));
      pages.put('/frames.json', 'application/json', Buffer.from(JSON.stringify(readable)));
      const page = await open();
      const decoded = await page.evaluate<Decoded>(`decode('/frames.json')`);
      await page.close();
      return decoded;
    },
    async play(webm, seconds) {
      pages.put('/recording.webm', 'video/webm', webm);
      const page = await open();
      const played = await page.evaluate<Played>(`seek('/recording.webm', ${JSON.stringify(seconds)})`);
      await page.close();
      return played;
    },
    async close() {
      await browser.close();
      await pages.close();
    },
  };
}

/** The moments at which a measured value rises above a level after a pause, in milliseconds. */
export function risingEdges(samples: readonly (readonly [number, number, ...number[]])[], level: number): number[] {
  const edges: number[] = [];
  let above = Number.NEGATIVE_INFINITY;
  for (const [at, value] of samples.toSorted((one, other) => one[0] - other[0])) {
    if (value <= level) continue;
    if (at - above > 300) edges.push(at);
    above = at;
  }
  return edges;
}
