import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccountServer, accountServer, signedInVisitor } from '../../../test/support/fixtures-accounts.ts';

let server: AccountServer;
let cookie: string;
beforeAll(async () => {
  server = await accountServer();
  const browser = await signedInVisitor(server, 'ana@example.org');
  await browser.get('/api/visitor/me'); // makes the visitor of the account
  cookie = browser.cookies.get('ov_visitor') ?? '';
});
afterAll(async () => server.close());

const look = (value: string) => server.accounts.deps.visitorSignIn.visitorOf(`other=1; ov_visitor=${encodeURIComponent(value)}`);

test('a signed cookie names its visitor', async () => {
  expect(await look(cookie)).toMatchObject({ language: 'en', visitorId: expect.stringMatching(/^vis_/) });
});

test('a token without our signature, with that of another token, with more behind it, or a cookie of another name signs nobody in', async () => {
  const [token = '', signature = ''] = cookie.split('.');
  expect(await look(token)).toBeNull();
  expect(await look(`${token}.`)).toBeNull();
  expect(await look(`${token.slice(0, -1)}x.${signature}`)).toBeNull();
  expect(await look(`${token}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`)).toBeNull();
  expect(await look(`${cookie}x`)).toBeNull();
  expect(await look(`${cookie} ${'x'.repeat(5_000)}`)).toBeNull();
  expect(await look(cookie)).not.toBeNull();
  const { visitorSignIn } = server.accounts.deps;
  expect(await visitorSignIn.visitorOf(`xov_visitor=${encodeURIComponent(cookie)}`)).toBeNull();
  expect(await visitorSignIn.visitorOf('ov_visitor=%E0%A4%A')).toBeNull();
});

test('a sign-in that has run out, or whose address is not verified any more, counts no longer', async () => {
  await sql`update auth_visitor_users set "emailVerified" = false`.execute(server.db);
  expect(await look(cookie)).toBeNull();
  await sql`update auth_visitor_users set "emailVerified" = true`.execute(server.db);
  expect(await look(cookie)).not.toBeNull();
  await sql`update auth_visitor_sign_ins set "expiresAt" = now() - interval '1 second'`.execute(server.db);
  expect(await look(cookie)).toBeNull();
});
