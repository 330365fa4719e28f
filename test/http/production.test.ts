import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPolicy } from '../../src/server/demo/builders/build-policy.ts';
import { buildRate } from '../../src/server/demo/builders/build-rate.ts';
import { goodPassword, signedInStaff, TestBrowser, tokenOfMail, wholeServer } from '../support/fixtures-accounts.ts';
import { buildPlace } from '../support/place.ts';

let server: Awaited<ReturnType<typeof wholeServer>>;
beforeAll(async () => {
  server = await wholeServer({
    OPENVISIT_MODE: 'production',
    PUBLIC_URL: 'https://visits.pine.example',
    SMTP_URL: 'smtps://mail.pine.example',
    MAIL_FROM: 'visits@pine.example',
    PAYMENTS: 'none',
    MEDIA_PUBLIC_IP: '203.0.113.9',
    LIVEKIT_PUBLIC_URL: 'wss://media.pine.example:7443/calls;img-src *',
  });
});
afterAll(() => server.close());

test.each(['/dev/mail', '/dev/mail.json', '/dev/codes', '/dev/codes.json', '/dev/sign-ins', '/dev'])(
  'production has no %s',
  async (url) => {
    expect((await server.app.inject(url)).statusCode).toBe(404);
  },
);

test('only our own origin may change anything, whatever name the request came by', async () => {
  const post = (origin: string) =>
    server.app.inject({
      method: 'POST',
      url: '/api/visitor/forgot-password',
      headers: { origin, host: 'evil.example' },
      payload: { email: 'a@mail.example' },
    });
  expect((await post('https://evil.example')).statusCode).toBe(403);
  expect((await post('http://visits.pine.example')).statusCode).toBe(403);
  expect((await post('https://visits.pine.example')).statusCode).toBe(202);
});

test('sign-in cookies are for https only, hidden from scripts and never sent by other sites', async () => {
  const ana = new TestBrowser(server.app);
  const email = 'ana@mail.example';
  await ana.post('/api/visitor/sign-up', { name: 'Ana', email, password: goodPassword, birthOn: '1990-04-01', language: 'en' });
  expect((await server.app.inject('/api/visitor/me')).statusCode).toBe(401);
  const verified = await ana.post('/api/visitor/verify-email', { token: await tokenOfMail(server.db, email) });
  expect(verified.cookies.length).toBeGreaterThan(0);
  for (const cookie of verified.cookies) expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax' });
  expect((await ana.get('/api/visitor/me')).json().email).toBe(email);
});

test('people behind a proxy on this machine are told apart by its word; nobody else is believed', () => {
  const { trustProxy } = server.composed.http;
  expect(trustProxy).toEqual(['127.0.0.1', '::1']);
});

test('browsers are told to come by https only', async () => {
  const { headers } = await server.app.inject('/healthz');
  expect(headers['strict-transport-security']).toContain('max-age=31536000');
  expect(headers['content-security-policy']).toContain('upgrade-insecure-requests');
  expect(headers['content-security-policy']).toContain('wss://visits.pine.example');
});

test('pages may talk to the media server at any path of its host, and its address adds nothing else to what they may', async () => {
  const { headers } = await server.app.inject('/healthz');
  const rules = String(headers['content-security-policy']).split(';');
  const sockets = rules.find((rule) => rule.startsWith('connect-src'))?.split(' ');
  expect(sockets).toEqual(expect.arrayContaining(['wss://media.pine.example:7443', 'https://media.pine.example:7443']));
  expect(rules.filter((rule) => rule.startsWith('img-src'))).toEqual(["img-src 'self' data: blob:"]);
});

test('the control calls of the media server are not reachable from outside', async () => {
  const answer = await server.app.inject({ method: 'POST', url: '/twirp/livekit.RoomService/ListRooms', headers: { 'x-openvisit': '1' } });
  expect(answer.statusCode).toBe(404);
});

test('a media server that does not answer is told as such', async () => {
  const answer = await server.app.inject('/rtc/validate');
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'media-unavailable']);
});

test('without a card processor a price is refused, since nobody could pay it; free of charge can be saved', async () => {
  const place = await buildPlace(server.db);
  const admin = await signedInStaff(server, place, ['facility-admin']);
  const effectiveOn = server.clock.now().toZonedDateTimeISO('America/Chicago').toPlainDate().add({ days: 1 }).toString();
  const priced = await admin.post('/api/staff/rates', { centsPerMinute: 1, effectiveOn });
  expect([priced.statusCode, priced.json().code]).toEqual([422, 'payments-off']);
  expect((await admin.get('/api/staff/rates')).json().rates).toEqual([]);
  expect((await admin.post('/api/staff/rates', { centsPerMinute: 0, effectiveOn })).statusCode).toBe(201);
});

test('a rate above 0 of before the switch to no card processor is told to staff, and its facility says that nothing can be booked', async () => {
  const slug = 'price-of-before';
  const place = await buildPlace(server.db, { slug });
  await buildPolicy(server.db, place);
  const admin = await signedInStaff(server, place, ['facility-admin']);
  expect((await admin.get('/api/staff/rates')).json().isUnpayable).toBe(false);
  await buildRate(server.db, { ...place, centsPerMinute: 12 });
  expect((await admin.get('/api/staff/rates')).json().isUnpayable).toBe(true);
  const shown = async () => (await server.app.inject(`/api/facilities/${slug}`)).json();
  expect(await shown()).toMatchObject({ centsPerMinute: 12, isPayable: false });
  const today = server.clock.now().toZonedDateTimeISO('America/Chicago').toPlainDate().toString();
  expect((await admin.post('/api/staff/rates', { centsPerMinute: 0, effectiveOn: today })).statusCode).toBe(201);
  expect((await admin.get('/api/staff/rates')).json().isUnpayable).toBe(false);
  expect(await shown()).toMatchObject({ centsPerMinute: 0, isPayable: true });
});
