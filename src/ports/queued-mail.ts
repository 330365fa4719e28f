import type { VisitId } from '../core/shared/ids.ts';
import type { Mail } from './mailer.ts';

/**
 * What a mail about a visit says: words of the moment of the change, however late it is sent. Its dress (text, HTML, calendar file) is made
 * by whoever sends it, since in the transaction of a booking it would cost many times the words. Plain JSON, which is how it is kept.
 */
export interface SaidMail {
  readonly to: string;
  readonly language: 'en' | 'es';
  readonly subject: string;
  /** The greeting first; what leads to the page and the closing come with the dress. None is empty. */
  readonly paragraphs: readonly string[];
  /** The page that the mail leads to. */
  readonly address: string;
  /** Only of a confirmed visit. */
  readonly calendar?: CalendarEntry;
}

/** What the calendar says of a visit. Instants are ISO 8601 in UTC. */
export interface CalendarEntry {
  /** The same for all files of a visit, so that a later one changes the entry. */
  readonly id: VisitId;
  /** Rises with every change; a calendar takes the highest it has seen. */
  readonly sequence: number;
  readonly stampedAt: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
  readonly status: 'confirmed' | 'cancelled';
}

/** A mail as the outbox keeps it. Those about accounts are dressed already, for no booking waits for them; so are those that an earlier version has queued. */
export type QueuedMail = SaidMail | Mail;
