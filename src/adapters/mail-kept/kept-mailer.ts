import type { Mailer } from '../../ports/mailer.ts';

/** Without a mail server (demo only) mails stay in the outbox, where /dev/mail shows them; taking one is all there is to do. */
export const keptMailer: Mailer = { keepsBodies: true, send: async () => {} };
