import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, SLOT } from '../../../test/support/booking-world.ts';
import { dressMail } from '../../../test/support/mails-of.ts';
import { keptMailer } from '../../adapters/mail-kept/kept-mailer.ts';
import { postgresOutbox } from '../../adapters/postgres/notices/outbox.ts';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import { confirmVisit } from '../../usecases/visits/confirm-visit.ts';
import { declineRevision } from '../../usecases/visits/decline-revision.ts';
import { holdSlot } from '../../usecases/visits/hold-slot.ts';
import { requestVisit } from '../../usecases/visits/request-visit.ts';
import { reviseVisit } from '../../usecases/visits/revise-visit.ts';
import { readMails } from '../http/dev/demo-mails.ts';
import { sendWaitingMails } from './send-mails.ts';

let world: BookingWorld;
beforeEach(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0 });
});
afterEach(async () => world.close());

const accountMail = { to: 'a@b.example', subject: 's', text: 'https://visits.example/reset/secret', html: '<b>secret</b>' };
const queueAccountMail = () => world.deps.work.run(({ notices }) => notices.queueAccountMail(accountMail));

async function requested() {
  await world.db.updateTable('visitors').set({ email: 'ana@example.org' }).where('id', '=', world.ana.visitorId).execute();
  const wish = { residentId: world.marcus, visitType: 'social', startsAt: SLOT, lengthMinutes: 20 } as const;
  const { visit } = await holdSlot(world.deps, world.ana, wish);
  return (await requestVisit(world.deps, world.ana, visit.id)).visit;
}

async function confirmed() {
  const { id, revision } = await requested();
  return (await confirmVisit(world.deps, world.scheduler, id, revision)).visit;
}

/** What a mail server is sent now. */
async function sent(change: Partial<Mailer> = {}): Promise<Mail[]> {
  const mails: Mail[] = [];
  const mailer = { keepsBodies: false, send: async (mail: Mail) => void mails.push(mail), ...change };
  await sendWaitingMails({ clock: world.deps.clock, outbox: postgresOutbox(world.db), mailer, dressMail, onFailure: () => {} });
  return mails;
}

test('a mail that the mail server does not take stays in the outbox and goes out later, once', async () => {
  await queueAccountMail();
  await sent({ send: async () => Promise.reject(new Error('away')) });
  expect(await sent()).toEqual([]);
  world.setNow(NOON.add({ minutes: 1 }));
  expect(await sent()).toEqual([accountMail]);
  expect(await sent()).toEqual([]);
});

test('what mails said is forgotten once a mail server has taken them', async () => {
  await queueAccountMail();
  await confirmed();
  expect(await sent()).toHaveLength(2);
  const rows = await world.db.selectFrom('outbox_mails').selectAll().execute();
  expect(rows.map(({ said, sent_at }) => [said, sent_at === null])).toEqual([
    [null, false],
    [null, false],
  ]);
  expect(await readMails({ db: world.db, dressMail }, null)).toMatchObject([
    { to: 'ana@example.org', subject: '', text: '', html: '', calendar: null },
    { to: 'a@b.example', subject: '', text: '', html: '', calendar: null },
  ]);
});

test('where the outbox is the mailbox, mails stay readable as they would have been sent', async () => {
  await queueAccountMail();
  await confirmed();
  const taken = await sent({ keepsBodies: keptMailer.keepsBodies });
  expect(taken).toHaveLength(2);
  expect(await sent()).toEqual([]);
  const at = NOON.toString({ fractionalSecondDigits: 3 });
  const shown = await readMails({ db: world.db, dressMail }, null);
  expect(shown.map(({ to }) => to)).toEqual(['ana@example.org', 'a@b.example']);
  expect(shown).toEqual(expect.arrayContaining(taken.map((mail) => ({ calendar: null, ...mail, at }))));
  expect(await readMails({ db: world.db, dressMail }, 'Ana@example.org')).toEqual(shown.slice(0, 1));
});

test('a confirmed visit is told as text, as HTML and with a calendar file', async () => {
  const visit = await confirmed();
  const address = `http://localhost:30500/visit/${visit.id}`;
  expect(await sent()).toEqual([
    {
      to: 'ana@example.org',
      subject: 'Confirmed: your video visit with Marcus Reed',
      text: `Hello Ana Reed,

Your video visit with Marcus Reed is confirmed for Thursday, November 26, 2026 at 9:00 AM CST. It can last 20 minutes.

This visit is free of charge.

Open the page of the visit some minutes before and test camera and microphone.

See your visit, with everything that happened to it:
${address}

You get this mail because you asked for a video visit. Please do not answer it; nobody reads this mailbox.`,
      html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Confirmed: your video visit with Marcus Reed</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em">
<p>Hello Ana Reed,</p>
<p>Your video visit with Marcus Reed is confirmed for Thursday, November 26, 2026 at 9:00 AM CST. It can last 20 minutes.</p>
<p>This visit is free of charge.</p>
<p>Open the page of the visit some minutes before and test camera and microphone.</p>
<p>See your visit, with everything that happened to it:<br><a href="${address}">${address}</a></p>
<p style="color: #555; font-size: 14px">You get this mail because you asked for a video visit. Please do not answer it; nobody reads this mailbox.</p>
</body></html>`,
      calendar: [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//OpenVisit//visits//EN',
        'METHOD:PUBLISH',
        'BEGIN:VEVENT',
        `UID:${visit.id}`,
        `SEQUENCE:${visit.revision}`,
        'DTSTAMP:20261123T180000Z',
        'DTSTART:20261126T150000Z',
        'DTEND:20261126T152000Z',
        'SUMMARY:Video visit with Marcus Reed',
        // Lines of a calendar file are folded after 74 signs.
        `DESCRIPTION:Cedar County Jail. Join here: ${address}`.replace(/^.{74}/, '$&\r\n '),
        `URL;VALUE=URI:${address}`,
        'STATUS:CONFIRMED',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n'),
    },
  ]);
});

test('a mail sent an hour later says what was so when it was queued, in the visitor’s language and with every sign escaped', async () => {
  await world.db.updateTable('visitors').set({ name: 'Ana <b>"A&B"</b>', language: 'es' }).where('id', '=', world.ana.visitorId).execute();
  const { id, revision } = await requested();
  const wish = { revision, startsAt: SLOT.add({ hours: 2 }), lengthMinutes: 20, reason: 'staffing', note: 'Una nota & <más>' } as const;
  const { visit } = await reviseVisit(world.deps, world.scheduler, id, wish);
  await declineRevision(world.deps, world.ana, id, visit.revision);
  await world.db.updateTable('visitors').set({ name: 'Ana Ortega', language: 'en' }).where('id', '=', world.ana.visitorId).execute();
  world.setNow(NOON.add({ hours: 1 }));
  const address = `http://localhost:30500/visit/${id}`;
  expect((await sent())[0]).toEqual({
    to: 'ana@example.org',
    subject: 'Se ofrece otra hora para su visita con Marcus Reed',
    text: `Hola, Ana <b>"A&B"</b>:

Usted pidió el jueves, 26 de noviembre de 2026, 9:00 a.m. CST. Cedar County Jail ofrece en su lugar el jueves, 26 de noviembre de 2026, 11:00 a.m. CST.

No hay suficiente personal a esa hora.

Una nota & <más>

Acepte o rechace en la página de la visita antes del martes, 24 de noviembre de 2026, 12:00 p.m. CST. Sin respuesta, la solicitud termina y no se cobra nada.

Vea su visita y todo lo que ha pasado con ella:
${address}

Recibe este correo porque pidió una visita por video. No responda, por favor: nadie lee este buzón.`,
    html: `<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>Se ofrece otra hora para su visita con Marcus Reed</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em">
<p>Hola, Ana &lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;:</p>
<p>Usted pidió el jueves, 26 de noviembre de 2026, 9:00 a.m. CST. Cedar County Jail ofrece en su lugar el jueves, 26 de noviembre de 2026, 11:00 a.m. CST.</p>
<p>No hay suficiente personal a esa hora.</p>
<p>Una nota &amp; &lt;más&gt;</p>
<p>Acepte o rechace en la página de la visita antes del martes, 24 de noviembre de 2026, 12:00 p.m. CST. Sin respuesta, la solicitud termina y no se cobra nada.</p>
<p>Vea su visita y todo lo que ha pasado con ella:<br><a href="${address}">${address}</a></p>
<p style="color: #555; font-size: 14px">Recibe este correo porque pidió una visita por video. No responda, por favor: nadie lee este buzón.</p>
</body></html>`,
  });
});
