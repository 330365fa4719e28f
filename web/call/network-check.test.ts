import { expect, test } from 'vitest';
import { checkNetwork, judgeNetwork } from './network-check.ts';
import { troubleOf } from './open-devices.ts';

test.each([
  [[20, 30, 900, 25, 22], 'good'],
  [[400, 500, 350, 310, 320], 'slow'],
  [[900, 950, 1000, 20, 30], 'bad'],
  [[20, 20, 20], 'bad'],
  [[], 'none'],
] as const)('round trips of %j ms are %s', (times, network) => {
  expect(judgeNetwork(times)).toBe(network);
});

test('a device that is offline has no network', async () => {
  expect(await checkNetwork(() => Promise.reject(new TypeError('Failed to fetch')))).toBe('none');
});

test('a line to a proxy alone, behind which nobody answers, is no network', async () => {
  expect(await checkNetwork(async () => new Response('Bad Gateway', { status: 502 }))).toBe('none');
  let asked = 0;
  expect(await checkNetwork(async () => new Response('', { status: ++asked === 3 ? 502 : 200 }))).toBe('bad');
});

test.each([
  ['NotAllowedError', 'camera', 'camera-blocked'],
  ['NotFoundError', 'camera', 'no-camera'],
  ['NotFoundError', 'microphone', 'no-microphone'],
  ['NotReadableError', 'camera', 'camera-busy'],
  ['TrackStartError', 'microphone', 'microphone-busy'],
  ['SomethingNew', 'camera', 'unknown'],
] as const)('%s of the %s is called %s', (name, device, trouble) => {
  expect(troubleOf(name, device)).toBe(trouble);
});
