import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSandboxWorld, type SandboxWorld } from '../../test/support/sandbox-world.ts';
import { cents } from '../core/shared/money.ts';

let world: SandboxWorld;
beforeEach(async () => {
  world = await openSandboxWorld();
});
afterEach(() => world.close());

const wish = {
  reference: 'vst_1',
  payerReference: 'vis_1',
  language: null,
  successUrl: 'http://localhost:9/visits/vst_1?card=saved',
  cancelUrl: 'http://localhost:9/visits/vst_1',
  expiresAt: null,
};

function call(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const all = { authorization: `Bearer ${world.apiKey}`, 'content-type': 'application/json', ...headers };
  return fetch(`${world.url}${path}`, { method: 'POST', headers: all, body: JSON.stringify(body) });
}

function send(page: string, fields: Record<string, string>): Promise<Response> {
  return fetch(page, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

const card = (number: string): Record<string, string> => ({ number, expiry: '12/34', cvc: '123' });
const eventTypes = (): string[] => world.webhooks().map(({ rawBody }) => (JSON.parse(rawBody) as { type: string }).type);
const eventIds = (): string[] => world.webhooks().map(({ rawBody }) => (JSON.parse(rawBody) as { id: string }).id);

async function savedCard(): Promise<string> {
  const { id, url } = await world.gateway.openCardSetup(wish, `setup-${Math.random()}`);
  await world.payAtPage(url, 'succeeds');
  const state = await world.gateway.readCardSetup(id);
  return state.status === 'complete' ? state.card.token : '';
}

test('nobody without the key can call it, not even its test controls', async () => {
  for (const path of ['/v1/setup-sessions', '/v1/authorizations', '/v1/refunds', '/v1/test/webhooks'])
    expect((await call(path, {}, { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await fetch(`${world.url}/v1/cards/card_1`)).status).toBe(401);
});

test('a request that is not understood says which part, and may be mended under the same key', async () => {
  const key = { 'idempotency-key': 'mended' };
  const body = { reference: 'r', customerReference: 'c', successUrl: 'javascript:alert(1)', cancelUrl: 'http://localhost/' };
  const refused = await call('/v1/setup-sessions', body, key);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { code: 'bad-request', message: expect.stringContaining('successUrl') } });
  expect((await call('/v1/setup-sessions', { ...body, successUrl: 'http://localhost/' }, key)).status).toBe(200);
});

test('a hosted page cannot close sooner than in half an hour', async () => {
  const body = { reference: 'r', customerReference: 'c', successUrl: 'http://localhost/', cancelUrl: 'http://localhost/' };
  const answer = await call('/v1/setup-sessions', { ...body, expiresAt: new Date(Date.now() + 600_000).toISOString() });
  expect(await answer.json()).toMatchObject({ error: { message: expect.stringContaining('30 minutes') } });
});

test('saving a card leads to the success address, the cancel link to the other', async () => {
  const { url } = await world.gateway.openCardSetup(wish, 'k');
  expect(await (await fetch(url)).text()).toContain(`href="${wish.cancelUrl}"`);
  const answer = await send(url, card('4242424242424242'));
  expect([answer.status, answer.headers.get('location')]).toEqual([303, wish.successUrl]);
});

test('the page charges nothing, says so, and says that it is a sandbox, in both languages', async () => {
  const { url } = await world.gateway.openCardSetup(wish, 'k');
  const english = await (await fetch(url, { headers: { 'accept-language': 'fr, en;q=0.8' } })).text();
  const spanish = await (await fetch(url, { headers: { 'accept-language': 'es-MX,es;q=0.9,en;q=0.8' } })).text();
  expect(english).toMatch(/lang="en"[\s\S]*Sandbox: no real card[\s\S]*Nothing is charged now\./);
  expect(spanish).toMatch(/lang="es"[\s\S]*Prueba: no es una tarjeta real[\s\S]*No se cobra nada ahora\./);
  expect(await (await fetch(`${url}?lang=es`)).text()).toContain('Guardar esta tarjeta');
});

test('a language that was asked for is that of the page and of the bank about the card, until the payer chooses another', async () => {
  const { id, url } = await world.gateway.openCardSetup({ ...wish, language: 'es' }, 'k');
  expect(await world.languageAt(url)).toBe('es');
  expect(await world.languageAt(`${url}?lang=en`)).toBe('en');
  await world.payAtPage(url, 'second-step-at-authorization');
  const setup = await world.gateway.readCardSetup(id);
  const cardToken = setup.status === 'complete' ? setup.card.token : '';
  const asked = await world.gateway.authorize({ cardToken, amountCents: cents(340), reference: 'vst_1' }, 'a');
  expect(asked.status === 'needs-action' && (await world.languageAt(asked.actionUrl))).toBe('es');
});

test('the page runs no script, is never framed, and may lead only to the two addresses', async () => {
  const { url } = await world.gateway.openCardSetup(wish, 'k');
  const policy = (await fetch(url)).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' http://localhost:9;");
  expect(policy).toContain("frame-ancestors 'none'");
});

test.each([
  ['4111 1111 1111 1111', '12/34', '123', 'real cards are not taken here'],
  ['4242', '12/34', '123', '12 to 19 digits'],
  ['4242 4242 4242 4242', '13/34', '123', 'month and year'],
  ['4242 4242 4242 4242', '12/20', '123', 'has passed'],
  ['4242 4242 4242 4242', '12/34', 'x', '3 digits'],
])('typing %s %s %s is refused with what to do', async (number, expiry, cvc, message) => {
  const { url } = await world.gateway.openCardSetup(wish, `k${number}${expiry}${cvc}`);
  const answer = await send(url, { number, expiry, cvc });
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(page).toContain(message);
  expect(page).toContain('aria-invalid="true"');
  expect(page).toContain(`value="${cvc}"`);
  if (number.startsWith('4111')) expect(page).not.toContain(number);
});

test('what was typed cannot break out of the page', async () => {
  const { url } = await world.gateway.openCardSetup(wish, 'k');
  const page = await (await send(url, { number: '4242 4242 4242 4242', expiry: '"><script>', cvc: '123' })).text();
  expect(page).not.toContain('<script>');
});

test('an expired page says that nothing was charged and where to go', async () => {
  const { id, url } = await world.gateway.openCardSetup(wish, 'k');
  await world.gateway.expireCardSetup(id);
  const page = await (await send(url, card('4242424242424242'))).text();
  expect(page).toMatch(/This page has expired[\s\S]*nothing was charged[\s\S]*href="http:\/\/localhost:9\/visits\/vst_1"/);
});

test('coming back to a finished page leads on instead of asking again', async () => {
  const { url } = await world.gateway.openCardSetup(wish, 'k');
  await world.payAtPage(url, 'succeeds');
  expect(await (await fetch(url)).text()).toContain('Your card is saved');
  expect((await send(url, card('4242424242424242'))).headers.get('location')).toBe(wish.successUrl);
  expect(eventTypes().filter((type) => type === 'setup_session.completed').length).toBeLessThanOrEqual(1);
});

test('an address that leads nowhere says so to a person, and tells a program in JSON', async () => {
  const page = await fetch(`${world.url}/pay/cs_none`);
  expect([page.status, (await page.text()).includes('There is no such page')]).toEqual([404, true]);
  const api = await fetch(`${world.url}/v1/cards/none`, { headers: { authorization: `Bearer ${world.apiKey}` } });
  expect(await api.json()).toMatchObject({ error: { code: 'not-found' } });
});

test('everything is still known after a restart, idempotency keys included', async () => {
  const cardToken = await savedCard();
  const wanted = { cardToken, amountCents: cents(340), reference: 'vst_1' };
  const before = await world.gateway.authorize(wanted, 'same');
  await world.restart();
  expect(await world.gateway.authorize(wanted, 'same')).toEqual(before);
  await world.gateway.capture(before.id, cents(100), 'capture');
  await world.restart();
  await expect(world.gateway.capture(before.id, cents(100), 'another')).rejects.toMatchObject({ code: 'already-captured' });
});

test('a webhook that is not acknowledged comes again with the same event id, signed anew, also after a restart', async () => {
  world.answerWebhooksWith(500);
  await savedCard();
  await world.restart();
  world.answerWebhooksWith(200);
  await vi.waitFor(() => expect(eventTypes()).toEqual(['setup_session.completed']), 10_000);
});

test('on request webhooks come twice, with the same event id', async () => {
  await call('/v1/test/webhooks', { duplicate: true });
  await savedCard();
  await vi.waitFor(() => expect(eventIds()).toHaveLength(2));
  expect(new Set(eventIds()).size).toBe(1);
});

test('on request webhooks of a moment come in reverse order', async () => {
  const cardToken = await savedCard();
  await vi.waitFor(() => expect(eventTypes()).toHaveLength(1));
  await call('/v1/test/webhooks', { shuffle: true });
  const { id } = await world.gateway.authorize({ cardToken, amountCents: cents(340), reference: 'r' }, 'a');
  await world.gateway.capture(id, cents(340), 'c');
  await vi.waitFor(() => expect(eventTypes().slice(1)).toEqual(['capture.succeeded', 'authorization.succeeded']), 5_000);
});

test('on request webhooks are lost, or late, until told otherwise', async () => {
  await call('/v1/test/webhooks', { drop: true });
  const cardToken = await savedCard();
  await call('/v1/test/webhooks', { delayMilliseconds: 600 });
  await world.gateway.authorize({ cardToken, amountCents: cents(340), reference: 'late' }, 'late');
  await call('/v1/test/webhooks', {});
  await world.gateway.authorize({ cardToken, amountCents: cents(340), reference: 'prompt' }, 'prompt');
  await vi.waitFor(() => expect(world.webhooks()).toHaveLength(2), 5_000);
  const references = world.webhooks().map(({ rawBody }) => (JSON.parse(rawBody) as { data: { reference: string } }).data.reference);
  expect(references).toEqual(['prompt', 'late']);
});
