import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../src/contract/routes.ts';
import { refusalCodes } from '../../src/core/shared/refusal-codes.ts';
import { buildServer } from '../../src/server/http/app.ts';
import type { Composition } from '../../src/server/http/composition.ts';
import { statusOf } from '../../src/server/http/problem-status.ts';
import { problemTexts } from '../../src/server/http/problem-texts.ts';
import { Refusal } from '../../src/usecases/refusal.ts';
import { bareComposition } from '../support/http-composition.ts';
import { freshDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
const opened: { app: FastifyInstance; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  for (const one of opened) {
    await one.app.close();
    await one.close();
  }
  await database.drop();
});

async function serve(over: Partial<Composition>): Promise<FastifyInstance> {
  const { composition, close } = bareComposition(database.url, over);
  const app = await buildServer(composition);
  opened.push({ app, close });
  return app;
}

const visitorId = 'vis_0000000000000001';
const visitor = { visitor: async () => ({ caller: { kind: 'visitor', visitorId } as const, language: 'es' as const }) };
const callersWithVisitor = (): Composition['callers'] => ({ ...bareComposition(database.url, {}).composition.callers, ...visitor });
const visitId = 'vst_0000000000000001';
const json = { 'content-type': 'application/json' };

test('an answer is stripped to its schema, so that nothing of a resident leaks by accident', async () => {
  const leaky = { name: 'Ana', email: 'ana@mail.example', emailVerified: true, language: 'en' as const, birthOn: '1990-01-01' };
  const app = await serve({ callers: callersWithVisitor(), handlers: { 'GET /api/visitor/me': async () => leaky } });
  const answer = await app.inject('/api/visitor/me');
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ name: 'Ana', email: 'ana@mail.example', emailVerified: true, language: 'en' });
});

test('nobody signed in is told so as problem+json, before the body is looked at', async () => {
  const app = await serve({ handlers: { 'PATCH /api/visitor/me': async () => Promise.reject(new Error('never')) } });
  const answer = await app.inject({ method: 'PATCH', url: '/api/visitor/me', headers: json, payload: '{not json' });
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ code: 'not-signed-in', status: 401, title: problemTexts['not-signed-in'] });
});

test('an unknown address below /api is a 404 problem', async () => {
  const app = await serve({});
  const answer = await app.inject('/api/nothing-here');
  expect(answer.statusCode).toBe(404);
  expect(answer.json().code).toBe('not-found');
});

test('wrong fields are named, and an impossible id is simply not found', async () => {
  const app = await serve({
    callers: callersWithVisitor(),
    handlers: {
      'POST /api/visitor/holds': async () => Promise.reject(new Error('never')),
      'GET /api/visitor/visits/:visitId': async () => Promise.reject(new Error('never')),
    },
  });
  const wrong = await app.inject({ method: 'POST', url: '/api/visitor/holds', payload: { residentId: 'x', lengthMinutes: 'ten' } });
  expect(wrong.statusCode).toBe(400);
  expect(
    wrong
      .json()
      .fields.map((field: { path: string }) => field.path)
      .sort(),
  ).toEqual(['lengthMinutes', 'residentId', 'startsAt', 'visitType']);
  expect((await app.inject('/api/visitor/visits/1%27--')).json().code).toBe('not-found');
});

test('broken JSON and bodies above 64 KB are bad input, not errors of ours', async () => {
  const app = await serve({
    callers: callersWithVisitor(),
    handlers: { 'PATCH /api/visitor/me': async () => Promise.reject(new Error('never')) },
  });
  const broken = await app.inject({ method: 'PATCH', url: '/api/visitor/me', headers: json, payload: '{"name":' });
  expect([broken.statusCode, broken.json().code]).toEqual([400, 'bad-input']);
  const huge = await app.inject({
    method: 'PATCH',
    url: '/api/visitor/me',
    headers: json,
    payload: JSON.stringify({ name: 'x'.repeat(70_000) }),
  });
  expect([huge.statusCode, huge.json().code]).toEqual([413, 'bad-input']);
});

test('a foreign page cannot make a signed-in browser change anything', async () => {
  const app = await serve({ callers: callersWithVisitor(), handlers: { 'POST /api/visitor/sign-out': async () => ({ done: true }) } });
  const post = (headers: Record<string, string>) => app.inject({ method: 'POST', url: '/api/visitor/sign-out', headers });
  expect((await post({ ...json, origin: 'https://evil.example' })).statusCode).toBe(403);
  expect((await post({ ...json, origin: 'null' })).statusCode).toBe(403);
  expect((await post({ 'content-type': 'application/x-www-form-urlencoded' })).statusCode).toBe(403);
  expect((await post({})).statusCode).toBe(403);
  expect((await post({ 'x-openvisit': '1' })).statusCode).toBe(200);
  expect((await post({ ...json, origin: 'http://localhost:30400' })).statusCode).toBe(200);
});

test('outsiders read the outsider code of a finding, staff the true one, and neither an error of ours', async () => {
  const finding = {
    rule: 'P5',
    code: 'no-contact',
    weight: 'refuse',
    outsiderCode: 'not-possible',
    subject: 'res_1',
    until: '2027-01-01T00:00:00Z',
    detail: {},
  } as const;
  const refusal = () => Promise.reject(new Refusal('rules-refuse', { findings: [finding] }));
  const staff = async () => ({
    caller: { kind: 'staff', staffId: 'stf_0000000000000001', agencyId: 'agy_1', facilityId: null, roles: ['scheduler'] } as const,
    language: null,
  });
  const app = await serve({
    callers: { ...callersWithVisitor(), staff },
    handlers: {
      'GET /api/visitor/visits/:visitId': refusal,
      'GET /api/staff/visits/:visitId': refusal,
      'GET /api/visitor/contacts': () => Promise.reject(new Error('secret of ours')),
    },
  });
  const outside = await app.inject(`/api/visitor/visits/${visitId}`);
  expect(outside.json().findings).toEqual([{ code: 'not-possible', until: null }]);
  expect(outside.body).not.toContain('no-contact');
  expect((await app.inject(`/api/staff/visits/${visitId}`)).json().findings[0].code).toBe('no-contact');
  const broken = await app.inject('/api/visitor/contacts');
  expect([broken.statusCode, broken.json().code]).toEqual([500, 'internal']);
  expect(broken.body).not.toContain('secret');
});

test('whoever is no approved contact learns that alone, not where the person is or who else visits', async () => {
  const of = (code: 'connection-not-active' | 'resident-not-here' | 'resident-allowance-used') =>
    ({ rule: 'P1', code, weight: 'refuse', outsiderCode: code, subject: null, until: null, detail: {} }) as const;
  const findings = [of('connection-not-active'), of('resident-not-here'), of('resident-allowance-used')];
  const app = await serve({
    callers: callersWithVisitor(),
    handlers: { 'GET /api/visitor/visits/:visitId': () => Promise.reject(new Refusal('connection-not-active', { findings })) },
  });
  const { code, findings: told } = (await app.inject(`/api/visitor/visits/${visitId}`)).json();
  expect([code, told]).toEqual(['connection-not-active', [{ code: 'connection-not-active', until: null }]]);
});

test('staff without one of the roles of a route are not allowed', async () => {
  const staff = async () => ({
    caller: { kind: 'staff', staffId: 'stf_0000000000000001', agencyId: 'agy_1', facilityId: null, roles: ['unit-officer'] } as const,
    language: null,
  });
  const app = await serve({
    callers: { ...callersWithVisitor(), staff },
    handlers: { 'GET /api/staff/queue': async () => ({ visits: [], nextKnownWorkAt: null }) },
  });
  expect((await app.inject('/api/staff/queue')).json().code).toBe('not-allowed');
});

test('a repeated request with the same key gets the first answer, also when both come at once', async () => {
  let done = 0;
  const app = await serve({
    callers: callersWithVisitor(),
    handlers: { 'POST /api/visitor/visits/:visitId/card-setup': async () => ({ url: `https://cards.example/${++done}` }) },
  });
  const post = (key: string, visit = visitId) =>
    app.inject({ method: 'POST', url: `/api/visitor/visits/${visit}/card-setup`, headers: { ...json, 'idempotency-key': key } });
  const answers = await Promise.all([post('one'), post('one'), post('one')]);
  expect(answers.map((answer) => answer.json().url)).toEqual(Array(3).fill('https://cards.example/1'));
  expect(done).toBe(1);
  expect((await post('two')).json().url).toBe('https://cards.example/2');
  expect((await post('one', 'vst_0000000000000002')).json().code).toBe('idempotency-key-reused');
  expect((await post('x'.repeat(101))).json().code).toBe('bad-input');
});

test('a refused request may be tried again with its key', async () => {
  let refuse = true;
  const app = await serve({
    callers: callersWithVisitor(),
    handlers: {
      'POST /api/visitor/visits/:visitId/card-setup': async () => {
        if (refuse) throw new Refusal('payment-unavailable');
        return { url: 'https://cards.example/' };
      },
    },
  });
  const post = () =>
    app.inject({ method: 'POST', url: `/api/visitor/visits/${visitId}/card-setup`, headers: { ...json, 'idempotency-key': 'again' } });
  expect((await post()).statusCode).toBe(503);
  refuse = false;
  expect((await post()).statusCode).toBe(200);
});

test('webhooks reach their handler with the exact bytes of the body, whatever their type', async () => {
  const bodies: unknown[] = [];
  const app = await serve({
    handlers: {
      'POST /api/webhooks/media': async ({ raw }) => {
        bodies.push(raw.body);
        return { done: true };
      },
    },
  });
  const text = '{ "event" : "room_finished" }';
  const answer = await app.inject({
    method: 'POST',
    url: '/api/webhooks/media',
    headers: { 'content-type': 'application/webhook+json' },
    payload: text,
  });
  expect(answer.statusCode).toBe(200);
  expect(bodies).toEqual([text]);
});

test('every answer carries strict security headers', async () => {
  const app = await serve({});
  for (const url of ['/healthz', '/api/docs', '/api/nothing']) {
    const { headers } = await app.inject(url);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['permissions-policy']).toContain('camera=(self)');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
  }
});

test('too many requests of one address are told how long to wait', async () => {
  const app = await serve({ rateLimits: 'on', handlers: { 'POST /api/visitor/forgot-password': async () => ({ done: true }) } });
  const post = () => app.inject({ method: 'POST', url: '/api/visitor/forgot-password', payload: { email: 'ana@mail.example' } });
  for (let asked = 0; asked < 10; asked += 1) expect((await post()).statusCode).toBe(202);
  const refused = await post();
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'too-many-attempts']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
});

test('health and readiness answer', async () => {
  const app = await serve({});
  expect((await app.inject('/healthz')).statusCode).toBe(200);
  expect((await app.inject('/readyz')).statusCode).toBe(200);
  const lost = await serve({ checkReady: () => Promise.reject(new Error('no database')) });
  expect((await lost.inject('/readyz')).statusCode).toBe(503);
});

test('metrics are for whoever shows the token, not for whoever seems to come from this machine', async () => {
  const open = await serve({});
  const metricsToken = 'a token of tests that is long enough';
  const guarded = await serve({ metricsToken });
  const ask = (app: typeof open, headers: Record<string, string> = {}) =>
    app.inject({ url: '/metrics', remoteAddress: '127.0.0.1', headers });
  expect((await ask(open)).statusCode).toBe(404);
  expect((await ask(open, { authorization: 'Bearer null' })).statusCode).toBe(404);
  expect((await ask(guarded)).statusCode).toBe(404);
  expect((await ask(guarded, { authorization: `Bearer ${metricsToken}x` })).statusCode).toBe(404);
  expect((await ask(guarded, { authorization: `Bearer ${metricsToken}` })).body).toContain('openvisit_http_request_duration_seconds');
});

test('no crooked address leads past /rtc to the control calls of the media server', async () => {
  const app = await serve({});
  for (const way of ['/rtc/../twirp/livekit.RoomService/ListRooms', '/rtc/%2e%2e/metrics', '/rtc/..%2fmetrics', '/rtc/..\\metrics'])
    expect([400, 404]).toContain((await app.inject(way)).statusCode);
});

test('every code has a status and a sentence, and the page for people lists every route and code', async () => {
  const app = await serve({});
  const page = (await app.inject('/api/docs')).body;
  for (const key of Object.keys(routes)) expect(page).toContain(key);
  for (const code of refusalCodes) {
    expect(page).toContain(`id="${code}"`);
    expect(statusOf(code)).toBeGreaterThanOrEqual(400);
    expect(problemTexts[code]).toMatch(/\.$/);
  }
});
