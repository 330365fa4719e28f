import type { Temporal } from '../core/shared/time.ts';
import type { QueuedMail } from './queued-mail.ts';

export interface WaitingMail {
  readonly id: string;
  readonly mail: QueuedMail;
}

/** Mails that were queued in the transaction of a change and have to leave the house. */
export interface Outbox {
  /** Takes waiting mails so that no other process takes them; one that is not marked sent comes back later, each time after a longer wait. */
  take(now: Temporal.Instant, most: number): Promise<readonly WaitingMail[]>;
  /** The mail will not be taken again. Unless `keepsBodies`, what it said (links that open an account, names) is emptied in the same breath. */
  markSent(id: string, now: Temporal.Instant, keepsBodies: boolean): Promise<void>;
}
