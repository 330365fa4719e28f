/** One mail to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** An iCalendar file (text) that mail programs offer to put into the calendar. */
  readonly calendar?: string;
}

/** Sends mail. Resolves when the mail server has taken it; throws when it did not, and the caller's job tries again. */
export interface Mailer {
  /** True where nobody but the outbox has the mail afterwards (a demonstration), so that what it said must stay readable there. */
  readonly keepsBodies: boolean;
  send(mail: Mail): Promise<void>;
}
