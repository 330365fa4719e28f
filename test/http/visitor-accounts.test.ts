import { afterAll, beforeAll, expect, test } from 'vitest';
import type { VisitorId } from '../../src/core/shared/ids.ts';
import { buildResident } from '../../src/server/demo/builders/build-resident.ts';
import { buildRestriction } from '../../src/server/demo/builders/build-restriction.ts';
import { signInVisitor } from '../../src/usecases/accounts/sign-in-visitor.ts';
import {
  type AccountServer,
  accountServer,
  goodPassword,
  newestMail,
  signedInVisitor,
  TestBrowser,
  tokenOfMail,
} from '../support/fixtures-accounts.ts';
import { buildPlace } from '../support/place.ts';

let server: AccountServer;
beforeAll(async () => {
  server = await accountServer();
});
afterAll(() => server.close());

const wish = (email: string) => ({ name: 'Ana Reed', email, password: goodPassword, birthOn: '1990-04-01', language: 'en' });
const browser = () => new TestBrowser(server.app);

test('a visitor signs up, cannot sign in before the address is verified, verifies by the mail and is signed in', async () => {
  const ana = browser();
  const up = await ana.post('/api/visitor/sign-up', wish('ana@mail.example'));
  expect([up.statusCode, up.json()]).toEqual([202, { mailSentTo: 'ana@mail.example' }]);
  const early = await ana.post('/api/visitor/sign-in', { email: 'ana@mail.example', password: goodPassword });
  expect([early.statusCode, early.json().code]).toEqual([403, 'email-not-verified']);
  const verified = await ana.post('/api/visitor/verify-email', { token: await tokenOfMail(server.db, 'ana@mail.example') });
  expect(verified.json()).toEqual({ name: 'Ana Reed', email: 'ana@mail.example', emailVerified: true, language: 'en' });
  expect((await ana.get('/api/visitor/me')).json().name).toBe('Ana Reed');
  const [cookie] = verified.cookies;
  expect(cookie).toMatchObject({ name: 'ov_visitor', httpOnly: true, sameSite: 'Lax', path: '/' });
});

test('a verification link signs in once, and a made-up one never', async () => {
  const ben = browser();
  await ben.post('/api/visitor/sign-up', wish('ben@mail.example'));
  const token = await tokenOfMail(server.db, 'ben@mail.example');
  expect((await ben.post('/api/visitor/verify-email', { token })).statusCode).toBe(200);
  const again = await browser().post('/api/visitor/verify-email', { token });
  expect([again.statusCode, again.json().code]).toEqual([410, 'link-expired']);
  expect((await browser().post('/api/visitor/verify-email', { token: `${token.slice(0, -4)}aaaa` })).json().code).toBe('link-expired');
});

test('signing up with a known address answers alike, changes nothing and tells the owner by mail', async () => {
  await signedInVisitor(server, 'cara@mail.example');
  const stranger = browser();
  const answer = await stranger.post('/api/visitor/sign-up', { ...wish('Cara@mail.example'), password: 'another good password' });
  expect([answer.statusCode, Object.keys(answer.json())]).toEqual([202, ['mailSentTo']]);
  expect((await newestMail(server.db, 'cara@mail.example'))?.subject).toBe('You already have an account');
  expect((await stranger.post('/api/visitor/sign-in', { email: 'cara@mail.example', password: 'another good password' })).statusCode).toBe(
    401,
  );
  expect((await stranger.post('/api/visitor/sign-in', { email: 'CARA@mail.example', password: goodPassword })).statusCode).toBe(200);
});

test('whoever signed up with a stranger’s address does not keep their password when the owner comes', async () => {
  await browser().post('/api/visitor/sign-up', { ...wish('dee@mail.example'), password: 'the thief chose this' });
  const thiefsToken = await tokenOfMail(server.db, 'dee@mail.example');
  const owner = browser();
  await owner.post('/api/visitor/sign-up', wish('dee@mail.example'));
  expect((await owner.post('/api/visitor/verify-email', { token: thiefsToken })).json().code).toBe('link-expired');
  expect((await owner.post('/api/visitor/verify-email', { token: await tokenOfMail(server.db, 'dee@mail.example') })).statusCode).toBe(200);
  const thief = await browser().post('/api/visitor/sign-in', { email: 'dee@mail.example', password: 'the thief chose this' });
  expect(thief.json().code).toBe('wrong-email-or-password');
});

test('nor when the thief signs up after the owner; the owner comes in by the mail and can choose a password anew', async () => {
  const [owner, thief] = [browser(), browser()];
  const email = 'eva@mail.example';
  await owner.post('/api/visitor/sign-up', wish(email));
  await thief.post('/api/visitor/sign-up', { ...wish(email), password: 'the thief chose this' });
  expect((await owner.post('/api/visitor/verify-email', { token: await tokenOfMail(server.db, email) })).statusCode).toBe(200);
  const answer = await thief.post('/api/visitor/sign-in', { email, password: 'the thief chose this' });
  expect(answer.json().code).toBe('wrong-email-or-password');
  await owner.post('/api/visitor/forgot-password', { email });
  await owner.post('/api/visitor/reset-password', { token: await tokenOfMail(server.db, email), password: goodPassword });
  expect((await owner.post('/api/visitor/sign-in', { email, password: goodPassword })).statusCode).toBe(200);
});

test('weak passwords and impossible birth dates are refused before anything is made', async () => {
  const cases = [
    [{ password: 'password123' }, 'password-too-weak'],
    [{ password: 'aaaaaaaaaaaa' }, 'password-too-weak'],
    [{ password: 'short' }, 'bad-input'],
    [{ birthOn: '2090-01-01' }, 'bad-input'],
    [{ birthOn: '1990-02-30' }, 'bad-input'],
    [{ email: 'no address' }, 'bad-input'],
    [{ name: ' ' }, 'bad-input'],
    [{ name: 'x'.repeat(121) }, 'bad-input'],
  ] as const;
  for (const [change, code] of cases)
    expect(
      (await browser().post('/api/visitor/sign-up', { ...wish('eve@mail.example'), ...change })).json().code,
      JSON.stringify(change),
    ).toBe(code);
  expect(await newestMail(server.db, 'eve@mail.example')).toBe(null);
});

test('a birth date that nobody can have is named as the field to look at, so that the form marks it', async () => {
  for (const birthOn of ['2090-01-01', '1905-12-31', '1990-02-30']) {
    const answer = (await browser().post('/api/visitor/sign-up', { ...wish('eve@mail.example'), birthOn })).json();
    expect(answer.fields, birthOn).toMatchObject([{ path: 'birthOn' }]);
  }
});

test('a forgotten password is chosen anew by mail, which ends every other sign-in', async () => {
  const fay = await signedInVisitor(server, 'fay@mail.example');
  const unknown = await browser().post('/api/visitor/forgot-password', { email: 'nobody@mail.example' });
  const known = await browser().post('/api/visitor/forgot-password', { email: 'Fay@mail.example' });
  expect([known.statusCode, known.json()]).toEqual([unknown.statusCode, unknown.json()]);
  expect(await newestMail(server.db, 'nobody@mail.example')).toBe(null);
  const token = await tokenOfMail(server.db, 'fay@mail.example');
  expect((await browser().post('/api/visitor/reset-password', { token, password: 'nine green turtles' })).statusCode).toBe(200);
  expect((await fay.get('/api/visitor/me')).statusCode).toBe(401);
  expect((await browser().post('/api/visitor/reset-password', { token, password: 'ten yellow snails' })).json().code).toBe('link-expired');
  expect((await fay.post('/api/visitor/sign-in', { email: 'fay@mail.example', password: goodPassword })).json().code).toBe(
    'wrong-email-or-password',
  );
  expect((await fay.post('/api/visitor/sign-in', { email: 'fay@mail.example', password: 'nine green turtles' })).statusCode).toBe(200);
});

test('of guesses sent all at once only ten are judged', async () => {
  let judged = 0;
  const signIn = async () => {
    judged += 1;
    return 'wrong' as const;
  };
  const visitorSignIn = { ...server.accounts.deps.visitorSignIn, signIn };
  const guess = () => signInVisitor({ ...server.accounts.deps, visitorSignIn }, { kind: 'anyone' }, 'flo@mail.example', goodPassword);
  await Promise.allSettled(Array.from({ length: 30 }, guess));
  expect(judged).toBe(10);
});

test('guessing at one account stops for known and unknown addresses alike, and the right password waits, too', async () => {
  await signedInVisitor(server, 'gil@mail.example');
  for (const email of ['gil@mail.example', 'no-gil@mail.example']) {
    for (let guess = 0; guess < 10; guess += 1)
      expect((await browser().post('/api/visitor/sign-in', { email, password: `guess number ${guess}` })).json().code).toBe(
        'wrong-email-or-password',
      );
    const stopped = await browser().post('/api/visitor/sign-in', { email, password: goodPassword });
    expect([stopped.statusCode, stopped.json().code]).toEqual([429, 'too-many-attempts']);
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
  }
  server.clock.wait(16 * 60);
  expect((await browser().post('/api/visitor/sign-in', { email: 'gil@mail.example', password: goodPassword })).statusCode).toBe(200);
});

test('nobody’s mailbox is filled: after five mails within an hour no more go out, and the answer stays the same', async () => {
  await browser().post('/api/visitor/sign-up', wish('hal@mail.example'));
  for (let asked = 0; asked < 8; asked += 1)
    expect((await browser().post('/api/visitor/resend-verification', { email: 'hal@mail.example' })).statusCode).toBe(202);
  const mails = await server.db.selectFrom('outbox_mails').select('id').where('to_address', '=', 'hal@mail.example').execute();
  expect(mails).toHaveLength(6);
});

test('signing out ends the sign-in on the server, not only the cookie', async () => {
  const ida = await signedInVisitor(server, 'ida@mail.example');
  const kept = new Map(ida.cookies);
  expect((await ida.post('/api/visitor/sign-out')).statusCode).toBe(200);
  expect(ida.cookies.size).toBe(0);
  for (const [name, value] of kept) ida.cookies.set(name, value);
  expect((await ida.get('/api/visitor/me')).statusCode).toBe(401);
});

test('whoever stands on a resident’s visitor list is connected by the verified address, at sign-up and later', async () => {
  const { agencyId, facilityId } = await buildPlace(server.db);
  const [marcus, luis] = [
    await buildResident(server.db, { agencyId, facilityId, unitId: null }),
    await buildResident(server.db, { agencyId, facilityId, unitId: null, name: 'Luis', custodyStatus: 'released' }),
  ];
  const list = (residentId: string) =>
    server.db
      .insertInto('resident_visitor_list')
      .values({ resident_id: residentId, agency_id: agencyId, email: 'jo@mail.example', relationship: 'sister' })
      .execute();
  await list(marcus);
  const jo = await signedInVisitor(server, 'Jo@mail.example');
  const contacts = async () =>
    (await jo.get('/api/visitor/contacts')).json().contacts as { resident: { id: string }; canVisit: boolean; status: string }[];
  expect(await contacts()).toMatchObject([{ resident: { id: marcus }, status: 'approved', canVisit: true, relationship: 'sister' }]);
  await list(luis);
  expect((await contacts()).map((contact) => [contact.resident.id, contact.canVisit])).toEqual([
    [luis, false],
    [marcus, true],
  ]);
  const stranger = await signedInVisitor(server, 'kim@mail.example');
  expect((await stranger.get('/api/visitor/contacts')).json()).toEqual({ contacts: [] });
});

test('name and language can be changed; what is not ours to change is left alone', async () => {
  const lou = await signedInVisitor(server, 'lou@mail.example');
  const changed = await lou.send('PATCH', '/api/visitor/me', { language: 'es', email: 'other@mail.example' });
  expect(changed.json()).toMatchObject({ language: 'es', email: 'lou@mail.example' });
  expect((await lou.send('PATCH', '/api/visitor/me', {})).json().language).toBe('es');
});

test('text that the database cannot keep is the fault of who sent it', async () => {
  const nul = await signedInVisitor(server, 'nul@mail.example');
  expect((await nul.send('PATCH', '/api/visitor/me', { name: 'a\u0000b' })).json().code).toBe('bad-input');
});

test('an account is deleted with its password only; name and address are gone and the address is free again', async () => {
  const mia = await signedInVisitor(server, 'mia@mail.example');
  expect((await mia.send('DELETE', '/api/visitor/me', { password: 'not the password' })).json().code).toBe('wrong-email-or-password');
  expect((await mia.send('DELETE', '/api/visitor/me', { password: goodPassword })).statusCode).toBe(200);
  expect((await mia.get('/api/visitor/me')).statusCode).toBe(401);
  const rows = await server.db.selectFrom('visitors').selectAll().where('deleted_at', 'is not', null).execute();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain('mia@mail.example');
  expect(rows[0]).toMatchObject({ name: 'Deleted account', birth_on: null });
  expect(await newestMail(server.db, 'mia@mail.example')).toBe(null);
  const again = await signedInVisitor(server, 'mia@mail.example');
  expect((await again.get('/api/visitor/me')).statusCode).toBe(200);
});

test('nobody leaves a ban behind by deleting the account and opening it again', async () => {
  const email = 'una@mail.example';
  const una = await signedInVisitor(server, email);
  const { agencyId, facilityId } = await buildPlace(server.db);
  const { id } = await server.db.selectFrom('visitors').select('id').where('email', '=', email).executeTakeFirstOrThrow();
  const banId = await buildRestriction(server.db, { agencyId, facilityId, kind: 'ban', visitorId: id as VisitorId });
  expect((await una.send('DELETE', '/api/visitor/me', { password: goodPassword })).statusCode).toBe(200);
  const ban = await server.db.selectFrom('restrictions').selectAll().where('id', '=', banId).executeTakeFirstOrThrow();
  expect(ban).toMatchObject({ person_email: email, person_name: 'Ana Reed', person_birth_on: '1990-04-01' });
});
