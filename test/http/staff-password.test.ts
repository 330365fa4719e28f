import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffId } from '../../src/core/shared/ids.ts';
import {
  type AccountServer,
  accountServer,
  buildStaffMember,
  codeOf,
  goodPassword,
  newestMail,
  signedInStaff,
  TestBrowser,
  tokenOfMail,
} from '../support/fixtures-accounts.ts';
import { buildPlace, type Place } from '../support/place.ts';

let server: AccountServer;
let place: Place;
beforeAll(async () => {
  server = await accountServer();
  place = await buildPlace(server.db);
});
afterAll(() => server.close());

const newPassword = 'nine green turtles';
const browser = () => new TestBrowser(server.app);
const isSignedIn = async (one: TestBrowser) => (await one.get('/api/staff/me')).statusCode === 200;
const forget = (email: string, language = 'en') => browser().post('/api/staff/forgot-password', { email, language });
const choose = (token: string, password: string) => browser().post('/api/staff/reset-password', { token, password });
const knock = async (email: string, password: string) => {
  const one = browser();
  const answer = await one.post('/api/staff/sign-in', { email, password });
  return { one, code: answer.json().code ?? answer.json().next };
};

/** A scheduler with both factors, signed in. */
async function enrolled(): Promise<{ readonly id: StaffId; readonly email: string; readonly sam: TestBrowser }> {
  const { id, email } = await buildStaffMember(server, place, ['scheduler']);
  const { one: sam } = await knock(email, goodPassword);
  await sam.post('/api/staff/enroll');
  await sam.post('/api/staff/verify-code', { code: await codeOf(server, id) });
  return { id, email, sam };
}

test('a forgotten password is chosen anew by mail; other sign-ins end, the second factor is still asked, and it is audited', async () => {
  const { id, email, sam } = await enrolled();
  const { one: halfDone } = await knock(email, goodPassword);
  expect(await isSignedIn(sam)).toBe(true);
  expect((await forget(email.toUpperCase())).statusCode).toBe(202);
  const token = await tokenOfMail(server.db, email);
  const answer = await choose(token, newPassword);
  expect([answer.statusCode, answer.json(), answer.cookies]).toEqual([200, { done: true }, []]);

  expect(await isSignedIn(sam)).toBe(false);
  server.clock.wait(60);
  expect((await halfDone.post('/api/staff/verify-code', { code: await codeOf(server, id) })).json().code).toBe('not-signed-in');
  expect((await knock(email, goodPassword)).code).toBe('wrong-email-or-password');
  const { one: again, code } = await knock(email, newPassword);
  expect([code, await isSignedIn(again)]).toEqual(['code', false]);
  expect((await again.post('/api/staff/enroll')).json().code).toBe('not-allowed');
  expect((await again.post('/api/staff/verify-code', { code: await codeOf(server, id) })).statusCode).toBe(200);
  expect(await isSignedIn(again)).toBe(true);

  const admin = await signedInStaff(server, place, ['facility-admin']);
  const { rows } = (await admin.get(`/api/staff/audit?subjectId=${id}`)).json() as { rows: { act: string; channel: string }[] };
  const acts = rows.filter(({ act }) => act.includes('password-forgotten') || act.includes('password-reset'));
  expect(acts).toMatchObject([
    { act: 'staff-password-reset', channel: 'staff-web' },
    { act: 'staff-password-forgotten', channel: 'staff-web' },
  ]);
});

test('a link works once, even for two at the same time, and using one ends all the others', async () => {
  const { email } = await enrolled();
  await forget(email);
  const earlier = await tokenOfMail(server.db, email);
  await forget(email);
  const token = await tokenOfMail(server.db, email);
  expect(token).not.toBe(earlier);
  const answers = await Promise.all([choose(token, newPassword), choose(token, 'ten yellow snails'), choose(token, 'two brown foxes')]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410, 410]);
  for (const used of [token, earlier]) expect((await choose(used, 'six purple sheep')).json().code).toBe('link-expired');
});

test('unknown addresses, visitors, disabled staff and staff without a second factor get the same answer and no mail', async () => {
  const { email: known } = await enrolled();
  const { email: bare } = await buildStaffMember(server, place, ['scheduler']);
  const { id, email: disabled } = await enrolled();
  await server.db.updateTable('staff').set({ disabled_at: new Date() }).where('id', '=', id).execute();
  const expected = await forget(known);
  for (const email of [bare, disabled, 'nobody@jail.example']) {
    const answer = await forget(email);
    expect([answer.statusCode, answer.json()]).toEqual([expected.statusCode, expected.json()]);
    expect(await newestMail(server.db, email)).toBe(null);
  }
});

test('a link that was mailed before somebody left, or before their factor was taken away, changes nothing', async () => {
  const leaver = await enrolled();
  const robbed = await enrolled();
  await forget(leaver.email);
  await forget(robbed.email);
  await server.db.updateTable('staff').set({ disabled_at: new Date() }).where('id', '=', leaver.id).execute();
  await server.db.deleteFrom('staff_second_factors').where('staff_id', '=', robbed.id).execute();
  for (const { email } of [leaver, robbed])
    expect((await choose(await tokenOfMail(server.db, email), newPassword)).json().code).toBe('link-expired');
  expect((await knock(robbed.email, goodPassword)).code).toBe('enroll');
});

test('a weak password is refused without using the link up, and so is one made of the own address', async () => {
  const { email } = await enrolled();
  await forget(email);
  const token = await tokenOfMail(server.db, email);
  for (const weak of ['password123', 'aaaaaaaaaaaa', email, email.split('@')[0] ?? ''])
    expect((await choose(token, weak)).json().code, weak).toBe('password-too-weak');
  expect((await choose(token, 'short')).json().code).toBe('bad-input');
  expect((await choose(token, newPassword)).statusCode).toBe(200);
});

test('a link is old after an hour, and a new password of the operator ends it at once', async () => {
  const old = await enrolled();
  await forget(old.email);
  await sql`update auth_staff_verifications set "expiresAt" = now()`.execute(server.db);
  expect((await choose(await tokenOfMail(server.db, old.email), newPassword)).json().code).toBe('link-expired');
  const replaced = await enrolled();
  await forget(replaced.email);
  await server.accounts.deps.staffSignIn.setPassword('scheduler', replaced.email, 'the operator chose this');
  expect((await choose(await tokenOfMail(server.db, replaced.email), newPassword)).json().code).toBe('link-expired');
});

test('made-up, foreign and malformed tokens open nothing, and no token stands in the database in clear', async () => {
  const { email } = await enrolled();
  await forget(email);
  const token = await tokenOfMail(server.db, email);
  const { rows } = await sql`select * from auth_staff_verifications`.execute(server.db);
  expect(JSON.stringify(rows)).not.toContain(token);
  await browser().post('/api/visitor/sign-up', {
    name: 'Vic Torres',
    email,
    password: goodPassword,
    birthOn: '1990-04-01',
    language: 'en',
  });
  const visitors = await tokenOfMail(server.db, email);
  const wrong = [
    visitors,
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    `reset-password:${token}`,
    ` ${token}`,
    token.toLowerCase(),
    "' or true --",
    '../../reset-password',
    '💣'.repeat(20),
    'x'.repeat(500),
  ];
  for (const one of wrong) expect((await choose(one, newPassword)).json().code, one).toBe('link-expired');
  expect((await browser().post('/api/visitor/reset-password', { token, password: newPassword })).json().code).toBe('link-expired');
  const malformed = [
    {},
    { token },
    { token: [token], password: newPassword },
    { token: { $ne: '' }, password: newPassword },
    { token: '\u0000'.repeat(20), password: newPassword },
    { token: 'x'.repeat(501), password: newPassword },
    { token, password: 'x'.repeat(201) },
  ];
  for (const body of malformed)
    expect((await browser().post('/api/staff/reset-password', body)).json().code, JSON.stringify(body).slice(0, 60)).toBe('bad-input');
  expect((await choose(token, newPassword)).statusCode).toBe(200);
});

test('asking with something that is no address, or in no language, is refused', async () => {
  const bodies = [
    {},
    { email: 'sam', language: 'en' },
    { email: 'a@b.example', language: 'xx' },
    { email: ['a@b.example'], language: 'en' },
    { email: 'a@b.example\r\nBcc: x@y.example', language: 'en' },
  ];
  for (const body of bodies) expect((await browser().post('/api/staff/forgot-password', body)).json().code).toBe('bad-input');
});

test('nobody’s mailbox is filled: five mails within an hour, and the answer stays the same', async () => {
  const { email } = await enrolled();
  for (let asked = 0; asked < 8; asked += 1) expect((await forget(email)).statusCode).toBe(202);
  const mails = await server.db.selectFrom('outbox_mails').select('id').where('to_address', '=', email).execute();
  expect(mails).toHaveLength(5);
});

test('the mail speaks the language of the page and leads to the staff’s own page, whatever host the request names', async () => {
  const { email } = await enrolled();
  await browser().send('POST', '/api/staff/forgot-password', { email, language: 'es' }, { host: 'evil.example' });
  const mail = await newestMail(server.db, email);
  expect(mail?.subject).toBe('Elija una contraseña nueva para las páginas del personal');
  expect(mail?.text).toContain(`${server.accounts.deps.publicUrl}/staff/reset?token=`);
  expect(mail?.text).not.toContain('evil.example');
});

test('who was locked out by wrong guesses signs in with the new password at once', async () => {
  const { email } = await enrolled();
  for (let guess = 0; guess < 10; guess += 1) await knock(email, `guess number ${guess}`);
  expect((await knock(email, goodPassword)).code).toBe('too-many-attempts');
  await forget(email);
  await choose(await tokenOfMail(server.db, email), newPassword);
  expect((await knock(email, newPassword)).code).toBe('code');
});
