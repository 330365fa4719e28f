import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { LIVE_CHANNEL } from '../feed-postgres/announce.ts';

/** Between two statements: nobody sees that a page is so much later, and at busy times many notes go together. */
const GATHERED_MILLISECONDS = 20;

/**
 * Tells live pages of changes that have been committed, many with one statement. Not in the transactions themselves: PostgreSQL lets only
 * one transaction that notifies commit at a time, and bookings would queue for each other's disk writes. A note that is lost with its
 * process costs nothing but time: pages fetch anew when their stream comes back, those of other processes with the next change.
 */
export class LiveNotifier {
  readonly #pool: Pool;
  #waiting: string[] = [];
  #sending = false;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  tell(notes: readonly string[]): void {
    if (notes.length === 0) return;
    this.#waiting.push(...notes);
    if (!this.#sending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#sending = true;
    while (this.#waiting.length > 0) {
      const notes = this.#waiting;
      this.#waiting = [];
      // Nothing is stored, so nobody need wait for the disk. When the database is away, pages hear of that from the feed.
      await this.#pool
        .query({
          name: 'live-notes',
          text: `select set_config('synchronous_commit', 'off', true), pg_notify($1, note) from unnest($2::text[]) note`,
          values: [LIVE_CHANNEL, notes],
        })
        .catch(() => undefined);
      await pause(GATHERED_MILLISECONDS);
    }
    this.#sending = false;
  }
}
