import { afterEach, expect, test, vi } from 'vitest';
import { onLive, startLive, stopLive } from './live.ts';

afterEach(() => {
  stopLive();
  vi.unstubAllGlobals();
});

test('a browser without locks (Safari before 15.4), too, fetches what it shows again when the phone wakes', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', {});
  vi.stubGlobal(
    'EventSource',
    class {
      close(): void {}
    },
  );
  const told: string[] = [];
  onLive(({ type }) => told.push(type));
  startLive('/api/visitor/events');

  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toEqual([]);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toEqual(['reopened']);
});
