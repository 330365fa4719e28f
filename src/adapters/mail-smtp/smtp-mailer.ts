import { createTransport } from 'nodemailer';
import type { Mail, Mailer } from '../../ports/mailer.ts';

export interface SmtpMailer extends Mailer {
  /** Ends open connections; mails on their way are finished first. */
  close(): void;
}

const patienceMilliseconds = 15_000;

/**
 * Mail over SMTP, a few connections kept open.
 * @param url `settings.mail.smtpUrl`: `smtps://` is TLS from the start; `smtp://` changes to TLS by STARTTLS, and sends nothing where it cannot, except
 * to the machine itself
 * @param from `settings.mail.from`
 */
export function createSmtpMailer(url: string, from: string): SmtpMailer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    pool: true,
    maxConnections: 3,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !isLoopback(hostname),
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: patienceMilliseconds,
    greetingTimeout: patienceMilliseconds,
    socketTimeout: patienceMilliseconds,
    // Contents come from our own templates; a template must never be able to fetch a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    keepsBodies: false,
    send: async (mail) => {
      await transport.sendMail(message(mail, from));
    },
    close: () => transport.close(),
  };
}

/** Only what cannot leave the machine: names that a resolver could send elsewhere do not count. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function message({ to, subject, text, html, calendar }: Mail, from: string) {
  // An object and not a header's text: an address with a comma must not become two recipients.
  const head = { from, to: { name: '', address: to }, subject, text, html, headers: { 'Auto-Submitted': 'auto-generated' } };
  return calendar === undefined ? head : { ...head, icalEvent: { method: 'PUBLISH', filename: 'visit.ics', content: calendar } };
}
