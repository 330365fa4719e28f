import { type Browser, chromium } from 'playwright-core';
import { browserEnvironment, unpackChromium } from './packed-chromium.ts';

interface LaunchOptions {
  /** 153 is today's browser, 106 the oldest that a call must work in (Android 6). */
  version?: '153' | '106';
  args?: string[];
}

/** Flags of every test browser: fake camera and microphone that are granted without asking, nothing that talks to the internet. */
export const testBrowserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=en-US',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** Keeps pages that are not in front at full speed: in a visit of three browsers all of them are looked at. */
const alwaysAwake = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/**
 * For visits that take their minutes: to draw, send and record its pictures takes a browser half a core, and that they arrive is seen in ten
 * a second as well as in twenty.
 */
export const tenPicturesASecond = '--use-fake-device-for-media-stream=fps=10';

/** A headless Chromium under Playwright: CHROME_PATH if set (for the newest version only), else the one npm brought. The caller closes it. */
export async function launchChromium({ version = '153', args = [] }: LaunchOptions = {}): Promise<Browser> {
  const allArgs = [...testBrowserFlags, ...alwaysAwake, ...args];
  const given = process.env.CHROME_PATH;
  if (given && version === '153') return chromium.launch({ executablePath: given, env: browserEnvironment(), args: allArgs });
  const { executable, env } = await unpackChromium(version);
  return chromium.launch({ executablePath: executable, env, args: allArgs });
}
