import type { Mail } from '../../ports/mailer.ts';
import type { CalendarEntry, QueuedMail, SaidMail } from '../../ports/queued-mail.ts';
import { mailLanguage } from './mail-texts/mail-language.ts';
import type { MailLanguage } from './mail-texts/mail-words.ts';

/** Makes of a queued mail what a mail server takes. */
export type DressMail = (mail: QueuedMail) => Mail;

/**
 * Dresses what a mail says: as text, as HTML, and with the calendar file where it has an entry. What is dressed stays as it is.
 * @param calendarText the iCalendar file of an entry
 */
export function dressMails(calendarText: (entry: CalendarEntry) => string): DressMail {
  return (mail) => ('paragraphs' in mail ? dressed(mail, calendarText) : mail);
}

function dressed(said: SaidMail, calendarText: (entry: CalendarEntry) => string): Mail {
  const { to, subject, paragraphs, address, calendar } = said;
  const language = mailLanguage(said.language);
  return {
    to,
    subject,
    text: [...paragraphs, `${language.link}\n${address}`, language.closing].join('\n\n'),
    html: htmlOf(said, language),
    ...(calendar ? { calendar: calendarText(calendar) } : {}),
  };
}

function htmlOf({ language: lang, subject, paragraphs, address }: SaidMail, { link, closing }: MailLanguage): string {
  const body = paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n');
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em">
${body}
<p>${escaped(link)}<br><a href="${escaped(address)}">${escaped(address)}</a></p>
<p style="color: #555; font-size: 14px">${escaped(closing)}</p>
</body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}
