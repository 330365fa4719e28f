import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { transformWithOxc } from 'vite';
import { z } from 'zod';
import { testBrowserFlags } from './browsers.ts';
import { CdpConnection } from './cdp-connection.ts';
import { unpackChromium } from './packed-chromium.ts';

/** One page of a Chromium of 2018, the nearest thing to Safari on iOS 12 that runs here. Playwright cannot drive it. */
export interface OldPage {
  goto(url: string): Promise<void>;
  /** Runs a function in the page; arguments and result travel as JSON. The function may not refer to anything outside itself. */
  evaluate<A extends unknown[], T>(work: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /** Clicks the middle of the first match with the mouse, once it is there. */
  click(selector: string): Promise<void>;
  /** Focuses the first match and types key by key. */
  type(selector: string, text: string): Promise<void>;
  /** Waits until an element matches and has a size. */
  waitFor(selector: string, timeoutMilliseconds?: number): Promise<void>;
  /** Waits until the page's text contains it. */
  waitForText(text: string, timeoutMilliseconds?: number): Promise<void>;
  screenshot(file: string): Promise<void>;
  /** Uncaught exceptions since the start, as the page reported them. */
  readonly exceptions: string[];
  close(): Promise<void>;
}

const newTarget = z.object({ webSocketDebuggerUrl: z.string() });
const evaluated = z.object({
  result: z.object({ value: z.unknown() }).partial(),
  exceptionDetails: z.object({ text: z.string(), exception: z.object({ description: z.string() }).partial().optional() }).optional(),
});
const shot = z.object({ data: z.string() });

/** Starts Chromium 67 with one page, the size of a small phone. The caller closes it. */
export async function launchChromium67({ width = 360, height = 640 } = {}): Promise<OldPage> {
  const { executable, env } = await unpackChromium('67');
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'chromium-67-'));
  const flags = [...testBrowserFlags, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const child = spawn(executable, flags, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await debuggingPort(child.stderr);
    const { webSocketDebuggerUrl } = newTarget.parse(await (await fetch(`http://127.0.0.1:${port}/json/new`)).json());
    const cdp = await CdpConnection.open(webSocketDebuggerUrl);
    await cdp.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: true });
    return await page(cdp, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function debuggingPort(stderr: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  for await (const line of createInterface({ input: stderr })) {
    const port = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(line)?.[1];
    if (port) {
      stderr.resume();
      return port;
    }
    said += `${line}\n`;
  }
  throw new Error(`Chromium 67 did not start: ${said}`);
}

async function page(cdp: CdpConnection, close: () => Promise<void>): Promise<OldPage> {
  const exceptions: string[] = [];
  cdp.on('Runtime.exceptionThrown', ({ exceptionDetails }) => exceptions.push(JSON.stringify(exceptionDetails)));
  await cdp.send('Page.enable');
  await cdp.send('Runtime.enable');

  const evaluate: OldPage['evaluate'] = async (work, ...args) => {
    const expression = await lowered(`(${work.toString()})(...${JSON.stringify(args)})`);
    const answer = evaluated.parse(await cdp.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }));
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value as Awaited<ReturnType<typeof work>>;
  };
  const waitUntil = async <A extends unknown[]>(what: string, limit: number, check: (...args: A) => boolean, ...args: A): Promise<void> => {
    const until = Date.now() + limit;
    // A page that is just being replaced has no document to ask: ask the next one.
    while (!(await evaluate(check, ...args).catch(() => false))) {
      if (Date.now() > until)
        throw new Error(`waited ${limit} ms for ${what}; the page says: ${await evaluate(() => document.body.innerText)}`);
      await pause(50);
    }
  };
  const waitFor = (selector: string, limit = 10_000): Promise<void> =>
    waitUntil(selector, limit, (wanted) => (document.querySelector(wanted)?.getClientRects().length ?? 0) > 0, selector);

  return {
    exceptions,
    evaluate,
    waitFor,
    waitForText: (text, limit = 10_000) => waitUntil(`“${text}”`, limit, (wanted) => document.body.innerText.includes(wanted), text),
    goto: async (url) => {
      const loaded = new Promise<void>((resolve) => cdp.on('Page.loadEventFired', () => resolve()));
      const { errorText } = await cdp.send('Page.navigate', { url });
      if (errorText) throw new Error(`${url}: ${String(errorText)}`);
      await loaded;
    },
    click: async (selector) => {
      await waitFor(selector);
      const point = await evaluate(middleOf, selector);
      for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased'])
        await cdp.send('Input.dispatchMouseEvent', { type, ...point, button: type === 'mouseMoved' ? 'none' : 'left', clickCount: 1 });
    },
    type: async (selector, text) => {
      await waitFor(selector);
      await evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.focus(), selector);
      for (const key of text) {
        await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, key });
        await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
      }
    },
    screenshot: async (file) => {
      const { data } = shot.parse(await cdp.send('Page.captureScreenshot', { format: 'png' }));
      fs.writeFileSync(file, Buffer.from(data, 'base64'));
    },
    close: async () => {
      cdp.close();
      await close();
    },
  };
}

/** So that tests may be written in today's syntax; today's functions are still missing in the page. */
async function lowered(script: string): Promise<string> {
  return (await transformWithOxc(script, 'evaluated.js', { target: 'chrome67' })).code;
}

/** Runs in the page. */
function middleOf(selector: string): { x: number; y: number } {
  const element = document.querySelector(selector);
  element?.scrollIntoView({ block: 'center' });
  const box = element?.getBoundingClientRect();
  return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : { x: 0, y: 0 };
}
