import type pg from 'pg';
import { z } from 'zod';
import type { LiveFeed, LiveListener } from '../../ports/live-feed.ts';
import { LIVE_CHANNEL } from './announce.ts';

const Notice = z.discriminatedUnion('type', [
  z.object({ type: z.literal(['visit-changed', 'call-changed']), visitId: z.string() }),
  z.object({ type: z.literal('station-changed'), stationId: z.string() }),
]);
const Note = z.object({
  event: Notice,
  to: z.object({
    agencyId: z.string(),
    facilityId: z.string(),
    visitorId: z.string().exactOptional(),
    residentId: z.string().exactOptional(),
    stationId: z.string().exactOptional(),
  }),
});

/** Milliseconds between two attempts to listen again. */
const RETRY_MILLISECONDS = 1000;

/**
 * LISTEN on one connection of the pool, kept for good. While it is down notices are lost, so listeners are told (`lost`) and let their pages start anew.
 * `onTrouble` hears of a connection that broke.
 */
export function postgresLiveFeed(pool: pg.Pool, onTrouble: (error: Error) => void): LiveFeed & { start(): Promise<void> } {
  const listeners = new Set<LiveListener>();
  let client: pg.PoolClient | null = null;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async (): Promise<void> => {
    const next = await pool.connect();
    next.on('notification', ({ payload }) => hear(payload ?? ''));
    next.on('error', (error) => lose(next, error));
    next.on('end', () => lose(next, null));
    try {
      await next.query(`listen ${LIVE_CHANNEL}`);
    } catch (error) {
      // The pool waits for what was taken from it, also where that is broken.
      next.release(true);
      throw error;
    }
    if (closed) next.release(true);
    else client = next;
  };
  const lose = (gone: pg.PoolClient, error: Error | null): void => {
    if (error) onTrouble(error);
    if (client !== gone) return;
    client = null;
    gone.release(true);
    for (const listener of listeners) listener.lost();
    again();
  };
  const again = (): void => {
    if (closed) return;
    clearTimeout(retry);
    retry = setTimeout(() => {
      connect().catch((error: Error) => {
        onTrouble(error);
        again();
      });
    }, RETRY_MILLISECONDS);
  };
  const hear = (payload: string): void => {
    const note = Note.safeParse(parseJson(payload));
    if (note.success) for (const listener of listeners) listener.hear(note.data);
  };

  return {
    start: connect,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      listeners.clear();
      const last = client;
      client = null;
      last?.release(true);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
