import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const deviceSays = Date.parse('2026-12-05T16:00:00.000Z');

beforeEach(() => {
  vi.useFakeTimers({ now: deviceSays });
  vi.resetModules();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a phone that is an hour slow counts by the server after its first answer', async () => {
  const { learnServerClock, serverNow } = await import('./server-clock.ts');
  learnServerClock('Sat, 05 Dec 2026 17:00:00 GMT');
  expect(Math.abs(serverNow() - Date.parse('2026-12-05T17:00:00Z'))).toBeLessThanOrEqual(500);
});

test('a difference within the second that a date header leaves open is no difference', async () => {
  const { learnServerClock, serverNow } = await import('./server-clock.ts');
  learnServerClock('Sat, 05 Dec 2026 16:00:01 GMT');
  expect(serverNow()).toBe(deviceSays);
});

test('an instant with milliseconds is taken as it is', async () => {
  const { learnServerClock, serverNow } = await import('./server-clock.ts');
  learnServerClock('2026-12-05T16:00:00.730Z', true);
  expect(serverNow()).toBe(Date.parse('2026-12-05T16:00:00.730Z'));
});

test('what is no date changes nothing', async () => {
  const { learnServerClock, serverNow } = await import('./server-clock.ts');
  learnServerClock('soon');
  expect(serverNow()).toBe(deviceSays);
});
