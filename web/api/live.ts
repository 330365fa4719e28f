import { useEffect, useRef } from 'preact/hooks';
import type { LiveEvent } from '../../src/contract/live-events.ts';

/** `reopened`: something may have been missed, so everything shown is fetched again. */
type Told = LiveEvent | { readonly type: 'reopened' };

const listeners = new Set<(told: Told) => void>();
let address: string | null = null;
let source: EventSource | null = null;
let channel: BroadcastChannel | null = null;
let wasOpen = false;

/**
 * Starts listening to the server's events. Tabs share one stream, because a browser opens only six connections to one address: the tab that is
 * looked at holds a lock, reads the stream and passes events on. Browsers without locks or channels read a stream each.
 */
export function startLive(path: '/api/visitor/events' | '/api/staff/events' | '/api/station/events'): void {
  if (address !== null) return;
  address = path;
  const shares = typeof BroadcastChannel !== 'undefined' && Boolean(navigator.locks);
  // What happened while a phone slept is asked for, since its stream may look open and be dead.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || address !== path) return;
    // A sleeping tab may hold the lock and pass nothing on: whoever is looked at takes over.
    if (shares && !source) lead(path, true);
    tell({ type: 'reopened' });
  });
  if (!shares) {
    openStream();
    return;
  }
  channel = new BroadcastChannel(path);
  channel.onmessage = ({ data }) => tell(data as Told);
  lead(path, document.visibilityState === 'visible');
}

/** Ends it: signed out. */
export function stopLive(): void {
  address = null;
  closeStream();
  channel?.close();
  channel = null;
}

/** Calls `refetch` whenever the server says that this thing changed (`id` null: any of its type), or that something may have been missed. */
export function useLive(type: Exclude<LiveEvent['type'], 'signed-out'>, id: string | null, refetch: () => void): void {
  const latest = useRef(refetch);
  latest.current = refetch;
  useEffect(
    () =>
      onLive((told) => {
        if (told.type === 'reopened' || (told.type === type && (id === null || subjectOf(told) === id))) latest.current();
      }),
    [type, id],
  );
}

/** Hears everything the stream says, until the returned function is called. */
export function onLive(listener: (told: Told) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function lead(path: string, steal: boolean): void {
  navigator.locks
    .request(`live ${path}`, { steal }, () => {
      if (address !== path) return undefined;
      openStream();
      return new Promise(() => undefined);
    })
    .catch(() => {
      // Another tab took it. Wait in line, for the day it closes.
      closeStream();
      if (address === path) lead(path, false);
    });
}

function openStream(): void {
  if (address === null || source) return;
  source = new EventSource(address, { withCredentials: true });
  source.onopen = () => {
    if (wasOpen) pass({ type: 'reopened' });
    wasOpen = true;
  };
  source.onmessage = ({ data }) => pass(JSON.parse(String(data)) as LiveEvent);
  source.onerror = () => {
    // A browser gives up for good when the answer was not a stream (signed out, a proxy's error page): ask again a little later.
    if (source?.readyState !== EventSource.CLOSED) return;
    closeStream();
    setTimeout(openStream, 10_000);
  };
}

function closeStream(): void {
  source?.close();
  source = null;
}

function pass(told: Told): void {
  channel?.postMessage(told);
  tell(told);
}

function tell(told: Told): void {
  for (const listener of [...listeners]) listener(told);
}

function subjectOf(told: Told): string | null {
  if (told.type === 'visit-changed' || told.type === 'call-changed') return told.visitId;
  return told.type === 'station-changed' ? told.stationId : null;
}
