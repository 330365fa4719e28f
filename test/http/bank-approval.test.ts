import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Answer, type BookingServer, startBookingServer } from '../support/booking-server.ts';
import { type BookingWorld, buildBookingWorld, NOON } from '../support/booking-world.ts';
import { type HeldVisit, paidVisits } from '../support/paid-visits.ts';
import type { ReceivedWebhook } from '../support/payment-gateway-contract.ts';

let world: BookingWorld;
let server: BookingServer;
let visits: ReturnType<typeof paidVisits>;
beforeAll(async () => {
  world = await buildBookingWorld();
  server = await startBookingServer(world);
  visits = paidVisits(world);
});
afterEach(() => {
  world.setNow(NOON);
  world.payments.unavailable = false;
});
afterAll(async () => {
  await server.close();
  await world.close();
});

/** A confirmed visit whose bank waits for the payer. */
async function waiting(): Promise<HeldVisit & { readonly authorizationId: string; readonly at: string }> {
  const one = await visits.confirmed('second-step-at-authorization');
  const { authorization_id: authorizationId } = await visits.payment(one.id);
  return { ...one, authorizationId: authorizationId ?? '', at: `/api/visitor/visits/${one.id}` };
}

function approval(one: HeldVisit & { readonly at: string }, caller = one.visitor): Promise<Answer> {
  return server.call(caller, 'POST', `${one.at}/bank-approval`);
}

async function send({ rawBody, headers }: ReceivedWebhook, change: Readonly<Record<string, string>> = {}): Promise<number> {
  const signed = { 'x-openvisit-signature': headers['x-openvisit-signature'] ?? '' };
  const response = await fetch(`${server.url}/api/webhooks/payments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed, ...change },
    body: rawBody,
  });
  return response.status;
}

function answerOf(authorizationId: string): ReceivedWebhook {
  const [webhook] = visits.webhooksOf(authorizationId);
  if (!webhook) throw new Error('no webhook');
  return webhook;
}

test('a visit whose bank asks says so with its deadline, and the bank’s page is told to its visitor only', async () => {
  const one = await waiting();
  const shown = await server.call(one.visitor, 'GET', one.at);
  expect(shown.body).toMatchObject({
    status: 'confirmed',
    payment: { status: 'needs-approval', failureCode: null, mendBy: expect.stringMatching(/^2026-11-24T18:00/) },
  });
  expect(await approval(one)).toMatchObject({ status: 200, body: { url: `http://processor.example/approve/${one.authorizationId}` } });
  const { visitor: stranger } = await world.addPair();
  expect(await approval(one, stranger)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  const staff = await server.call(world.scheduler, 'POST', `${one.at}/bank-approval`);
  expect([401, 403]).toContain(staff.status);
});

test('staff see that the money waits for the payer', async () => {
  const one = await waiting();
  const { body } = await server.call(world.scheduler, 'GET', `/api/staff/visits/${one.id}`);
  expect(body).toMatchObject({ row: { paymentProblem: true }, payment: { status: 'needs-approval' } });
});

test('coming back from the bank settles it; the webhook after that changes nothing', async () => {
  const one = await waiting();
  world.payments.answerBank(one.authorizationId, 'approve');
  const answer = await approval(one);
  expect(answer).toMatchObject({ status: 200, body: { url: null, visit: { payment: { status: 'authorized', authorizedCents: 240 } } } });
  expect(await send(answerOf(one.authorizationId))).toBe(200);
  expect(await send(answerOf(one.authorizationId))).toBe(200);
  expect(await visits.ledger(one.id)).toEqual({ card: -240, 'card-hold': 240 });
});

test('the webhook settles it without a return; a forged or unsigned one is refused and changes nothing', async () => {
  const one = await waiting();
  world.payments.answerBank(one.authorizationId, 'approve');
  const webhook = answerOf(one.authorizationId);
  expect(await send(webhook, { 'x-openvisit-signature': '' })).toBe(403);
  expect(await send(webhook, { 'x-openvisit-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` })).toBe(403);
  expect((await visits.payment(one.id)).status).toBe('needs-approval');
  expect(await send(webhook)).toBe(200);
  expect((await server.call(one.visitor, 'GET', one.at)).body).toMatchObject({ payment: { status: 'authorized', mendBy: null } });
});

test('a no at the bank is told as a failure with its code, and another card can be saved', async () => {
  const one = await waiting();
  world.payments.answerBank(one.authorizationId, 'refuse');
  expect((await approval(one)).body).toMatchObject({
    url: null,
    visit: { status: 'confirmed', payment: { status: 'failed', failureCode: 'authentication-refused' } },
  });
  expect(await server.call(one.visitor, 'POST', `${one.at}/card-setup`)).toMatchObject({ status: 200 });
});

test('another card can be saved while the bank waits, and the return from its page is enough', async () => {
  const one = await waiting();
  await visits.saveCard(one, 'succeeds');
  expect(await server.call(one.visitor, 'POST', `${one.at}/request`)).toMatchObject({
    status: 200,
    body: { payment: { status: 'authorized' } },
  });
  expect((await world.payments.readAuthorization(one.authorizationId)).status).toBe('released');
});

test('too late, with the processor away, or with nothing to approve: each has its answer', async () => {
  const one = await waiting();
  world.payments.unavailable = true;
  expect(await approval(one)).toMatchObject({ status: 503, body: { code: 'payment-unavailable' } });
  world.payments.unavailable = false;
  world.setNow(NOON.add({ hours: 24 }));
  expect(await approval(one)).toMatchObject({ body: { code: 'too-late' } });
  world.setNow(NOON);
  const paid = await visits.confirmed();
  const nothing = await server.call(paid.visitor, 'POST', `/api/visitor/visits/${paid.id}/bank-approval`);
  expect(nothing).toMatchObject({ status: 200, body: { url: null, visit: { payment: { status: 'authorized' } } } });
});
