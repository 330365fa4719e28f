import type { Clock } from '../../ports/clock.ts';
import type { Mailer } from '../../ports/mailer.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { DressMail } from '../../usecases/notices/dress-mail.ts';

export interface MailParts {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly mailer: Mailer;
  readonly dressMail: DressMail;
  /** Hears of a mail that the mail server did not take; it is tried again later. */
  readonly onFailure: (error: unknown, mailId: string) => void;
}

const AT_ONCE = 5;

/** Sends every waiting mail, some at a time. A crash between sending and marking sends one twice rather than never. */
export async function sendWaitingMails({ clock, outbox, mailer, dressMail, onFailure }: MailParts): Promise<void> {
  for (;;) {
    const waiting = await outbox.take(clock.now(), AT_ONCE);
    await Promise.all(
      waiting.map(async ({ id, mail }) => {
        try {
          await mailer.send(dressMail(mail));
          await outbox.markSent(id, clock.now(), mailer.keepsBodies);
        } catch (error) {
          onFailure(error, id);
        }
      }),
    );
    if (waiting.length < AT_ONCE) return;
  }
}
