import type { Mailer } from '../../ports/mailer.ts';

/** Mails of the demo go nowhere: they stand in the outbox, where the page /dev/mail shows them. */
export const noMailer: Mailer = { send: async () => undefined };
