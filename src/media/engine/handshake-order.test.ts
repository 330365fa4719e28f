import { expect, test } from 'vitest';
import { letsUsBegin } from './handshake-order.ts';

const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

test.each([
  ['Chromium of 2022', `Mozilla/5.0 (Linux; Android 6.0) ${webkit} Chrome/106.0.0.0 Mobile Safari/537.36`, true],
  ['Edge', `Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0`, true],
  ['Chromium without a window', `Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/153.0.0.0 Safari/537.36`, true],
  ['an older Chromium', `Mozilla/5.0 (Linux; Android 6.0) ${webkit} Chrome/105.0.0.0 Mobile Safari/537.36`, false],
  ['Chrome on an iPhone', `Mozilla/5.0 (iPhone; CPU iPhone OS 15_8 like Mac OS X) ${webkit} CriOS/150.0 Mobile/15E148 Safari/604.1`, false],
  ['Safari', `Mozilla/5.0 (Macintosh) ${webkit} Version/18.1 Safari/605.1.15`, false],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', false],
  ['a number of any length', `Chrome/${'9'.repeat(400)}`, false],
  ['nobody', undefined, false],
])('%s', (_name, userAgent, expected) => {
  expect(letsUsBegin(userAgent)).toBe(expected);
});
