import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createSmtpMailer, type SmtpMailer } from './smtp-mailer.ts';

interface Received {
  from: string;
  to: string[];
  user: string;
  content: string;
}

let server: SMTPServer;
let mailer: SmtpMailer;

/**
 * A mail server without TLS.
 * @param refuse answers every recipient with 550
 * @param host by which the mailer knows it
 */
async function openMailbox({ refuse = false, host = '127.0.0.1' } = {}): Promise<{ received: Received[]; mailer: SmtpMailer }> {
  const received: Received[] = [];
  server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      password === 'p@ss' ? done(null, { user: username }) : done(new Error('wrong password')),
    onRcptTo: (_address, _session, done) => done(refuse ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
    onData: async (stream, { envelope, user }, done) => {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
      const content = await text(stream);
      received.push({ from, to: envelope.rcptTo.map(({ address }) => address), user: String(user), content });
      done();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  mailer = createSmtpMailer(`smtp://visits:${encodeURIComponent('p@ss')}@${host}:${port}`, 'OpenVisit <visits@example.gov>');
  return { received, mailer };
}

afterEach(async () => {
  mailer.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const mail = { to: 'ana@example.org', subject: 'Su visita está confirmada', text: 'Hola Ana', html: '<p>Hola <b>Ana</b></p>' };

test('a mail arrives as text and as HTML, from our sender, with a signed-in connection', async () => {
  const { received, mailer: ours } = await openMailbox();
  await ours.send(mail);
  expect(received).toMatchObject([{ from: 'visits@example.gov', to: ['ana@example.org'], user: 'visits' }]);
  const [{ content } = { content: '' }] = received;
  expect(content).toContain('From: OpenVisit <visits@example.gov>');
  expect(content).toMatch(/text\/plain[\s\S]*Hola Ana[\s\S]*text\/html[\s\S]*<b>Ana<\/b>/);
  expect(content).toContain('Auto-Submitted: auto-generated');
});

test('a calendar travels as a file and as an event that mail programs offer to keep', async () => {
  const { received, mailer: ours } = await openMailbox();
  await ours.send({ ...mail, calendar: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n' });
  const content = received[0]?.content ?? '';
  expect(content).toMatch(/text\/calendar; charset=utf-8; method=PUBLISH/);
  expect(content).toContain('filename=visit.ics');
});

test('a recipient the server does not know is an error that says so', async () => {
  const { received, mailer: ours } = await openMailbox({ refuse: true });
  await expect(ours.send(mail)).rejects.toThrow(/no such mailbox/);
  expect(received).toEqual([]);
});

test('an address cannot smuggle in a second recipient', async () => {
  const { received, mailer: ours } = await openMailbox();
  await ours.send({ ...mail, to: 'ana@example.org, eve@example.org' }).catch(() => {});
  expect(received.flatMap(({ to }) => to)).not.toContain('eve@example.org');
});

test('a subject cannot smuggle in a header', async () => {
  const { received, mailer: ours } = await openMailbox();
  await ours.send({ ...mail, subject: 'Hello\r\nBcc: eve@example.org' });
  expect(received[0]?.to).toEqual(['ana@example.org']);
  expect(received[0]?.content).not.toMatch(/^Bcc:/m);
});

test('no mail and no password goes in clear to a mail server of another machine', async () => {
  // 0.0.0.0 leads to this machine, but by its name nobody can tell.
  const { received, mailer: ours } = await openMailbox({ host: '0.0.0.0' });
  await expect(ours.send(mail)).rejects.toMatchObject({ code: 'ETLS' });
  expect(received).toEqual([]);
});

test('on the machine itself mail may go in clear, whichever way the machine is named', async () => {
  const { received, mailer: ours } = await openMailbox({ host: 'localhost' });
  await ours.send(mail);
  expect(received).toHaveLength(1);
});
