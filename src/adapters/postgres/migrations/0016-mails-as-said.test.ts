import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON } from '../../../../test/support/booking-world.ts';
import { dressMail } from '../../../../test/support/mails-of.ts';
import { readMails } from '../../../server/http/dev/demo-mails.ts';
import { postgresOutbox } from '../notices/outbox.ts';
import { up } from './0016-mails-as-said.ts';

let world: BookingWorld;
beforeEach(async () => {
  world = await buildBookingWorld();
  await world.pool.query(`alter table outbox_mails drop column said, add column subject text not null, add column text_body text not null,
    add column html_body text not null, add column calendar text`);
});
afterEach(async () => world.close());

/** A mail as the version before kept it. */
const dressed = {
  to: 'ana@example.org',
  subject: 'Confirmed: “x”',
  text: 'Hello\n\nAna',
  html: '<p>Hello &amp;\n<br></p>',
  calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR',
};
const { calendar: _calendar, ...accountMail } = { ...dressed, to: 'luis@example.org' };

async function queueAsBefore(mail: Partial<typeof dressed>, sentAt: string | null): Promise<void> {
  await world.pool.query(
    'insert into outbox_mails (to_address, subject, text_body, html_body, calendar, created_at, sent_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [mail.to, mail.subject, mail.text, mail.html, mail.calendar ?? null, NOON.toString(), sentAt],
  );
}

test('mails that waited when the version changed are sent as they were, letter by letter', async () => {
  await queueAsBefore(dressed, null);
  await queueAsBefore(accountMail, null);
  await world.pool.query(up);
  const waiting = await postgresOutbox(world.db).take(world.now(), 5);
  expect(waiting.map(({ mail }) => dressMail(mail)).sort((a, b) => (a.to < b.to ? -1 : 1))).toEqual([dressed, accountMail]);
});

test('mails in a demonstration’s mailbox stay, and what was emptied stays empty', async () => {
  await queueAsBefore(dressed, NOON.toString());
  await queueAsBefore({ to: 'luis@example.org', subject: '', text: '', html: '' }, NOON.toString());
  await world.pool.query(up);
  expect(await readMails({ db: world.db, dressMail }, null)).toMatchObject([
    { to: 'luis@example.org', subject: '', text: '', html: '', calendar: null },
    dressed,
  ]);
  expect(await world.db.selectFrom('outbox_mails').select('id').where('said', 'is', null).execute()).toHaveLength(1);
  expect(await postgresOutbox(world.db).take(world.now(), 5)).toEqual([]);
});
