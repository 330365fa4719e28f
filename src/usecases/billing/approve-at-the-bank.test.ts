import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, onDeadline } from '../../../test/support/booking-world.ts';
import { type HeldVisit, paidVisits } from '../../../test/support/paid-visits.ts';
import type { PayerCard } from '../../../test/support/payment-gateway-contract.ts';
import { PaymentUnavailable } from '../../ports/payment-gateway.ts';
import { cancelVisit } from '../visits/cancel-visit.ts';
import { confirmVisit } from '../visits/confirm-visit.ts';
import { requestVisit } from '../visits/request-visit.ts';
import { authorizeVisit } from './authorize-visit.ts';
import { checkApproval } from './check-approval.ts';
import { endUnmended } from './end-unmended.ts';
import { receivePaymentEvent } from './receive-payment-event.ts';
import { settleVisit } from './settle-visit.ts';

/** 12 cents a minute for 20 minutes. */
const TOTAL = 240;
const asks: PayerCard = 'second-step-at-authorization';

let world: BookingWorld;
let visits: ReturnType<typeof paidVisits>;
beforeAll(async () => {
  world = await buildBookingWorld();
  visits = paidVisits(world);
});
afterEach(() => {
  vi.restoreAllMocks();
  world.setNow(NOON);
  world.payments.unavailable = false;
});
afterAll(async () => world.close());

/** A confirmed visit whose bank waits for the payer, and the authorization it waits with. */
async function waiting(): Promise<HeldVisit & { readonly authorizationId: string }> {
  const one = await visits.confirmed(asks);
  return { ...one, authorizationId: (await visits.payment(one.id)).authorization_id ?? '' };
}

async function deliverAll(reference: string): Promise<void> {
  for (const webhook of visits.webhooksOf(reference)) await visits.deliver(webhook);
}

async function atProcessor(authorizationId: string): Promise<string> {
  return (await world.payments.readAuthorization(authorizationId)).status;
}

async function dueKinds(one: HeldVisit): Promise<string[]> {
  const rows = await world.db.selectFrom('deadlines').select('kind').where('visit_id', '=', one.id).where('done_at', 'is', null).execute();
  return rows.map(({ kind }) => kind).sort();
}

async function cancel(one: HeldVisit): Promise<void> {
  await cancelVisit(world.deps, one.visitor, one.id, { reason: 'other', note: null });
}

const setAside = { card: -TOTAL, 'card-hold': TOTAL };
const givenBack = { card: 0, 'card-hold': 0 };

test('a bank that asks is no failure: the visit stays confirmed, the payer is told and has time', async () => {
  const one = await waiting();
  expect(await visits.payment(one.id)).toMatchObject({ status: 'needs-approval', failure_code: null, authorized_cents: '0' });
  expect((await visits.payment(one.id)).mend_by).not.toBeNull();
  expect(await visits.status(one.id)).toBe('confirmed');
  expect(await world.mails(one.id)).toEqual(['confirmed', 'payment-approval']);
  expect(await visits.ledger(one.id)).toEqual({});
  await authorizeVisit(world.deps, onDeadline, one.id);
  expect(await world.mails(one.id)).toEqual(['confirmed', 'payment-approval']);
});

test('the payer is given the bank’s page as long as it waits, and nobody else is', async () => {
  const one = await waiting();
  const { url } = await checkApproval(world.deps, one.visitor, one.id);
  expect(url).toBe(`http://processor.example/approve/${one.authorizationId}`);
  expect((await visits.payment(one.id)).status).toBe('needs-approval');
  const { visitor: stranger } = await world.addPair();
  expect(await visits.code(checkApproval(world.deps, stranger, one.id))).toBe('not-found');
});

test('the return before the webhook sets the money aside once', async () => {
  const one = await waiting();
  world.payments.answerBank(one.authorizationId, 'approve');
  const { url, sheet } = await checkApproval(world.deps, one.visitor, one.id);
  expect([url, sheet.payment.status]).toEqual([null, 'authorized']);
  await deliverAll(one.authorizationId);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'authorized', authorized_cents: String(TOTAL), mend_by: null });
  expect(await visits.ledger(one.id)).toEqual(setAside);
});

test('the webhook before the return sets the money aside once, and doubled webhooks change nothing', async () => {
  const one = await waiting();
  world.payments.answerBank(one.authorizationId, 'approve');
  await deliverAll(one.authorizationId);
  await deliverAll(one.authorizationId);
  expect(await checkApproval(world.deps, one.visitor, one.id)).toMatchObject({ url: null, sheet: { payment: { status: 'authorized' } } });
  expect(await visits.ledger(one.id)).toEqual(setAside);
  expect(await dueKinds(one)).toEqual(['open']);
});

test('return and webhook at once, each twice, set the money aside once', async () => {
  const one = await waiting();
  world.payments.answerBank(one.authorizationId, 'approve');
  await Promise.all([
    deliverAll(one.authorizationId),
    checkApproval(world.deps, one.visitor, one.id),
    deliverAll(one.authorizationId),
    checkApproval(world.deps, one.visitor, one.id),
  ]);
  expect(await visits.ledger(one.id)).toEqual(setAside);
});

test('a no at the bank is told, does not lengthen the time, and another card still pays', async () => {
  const one = await waiting();
  const { mend_by: mendBy } = await visits.payment(one.id);
  world.setNow(NOON.add({ minutes: 30 }));
  world.payments.answerBank(one.authorizationId, 'refuse');
  await deliverAll(one.authorizationId);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'failed', failure_code: 'authentication-refused', mend_by: mendBy });
  expect(await world.mails(one.id)).toEqual(['confirmed', 'payment-approval', 'payment-failed']);
  expect((await checkApproval(world.deps, one.visitor, one.id)).url).toBeNull();
  await visits.saveCard(one, 'succeeds');
  await requestVisit(world.deps, one.visitor, one.id);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'authorized', failure_code: null, mend_by: null });
  await deliverAll(one.id);
  expect(await visits.ledger(one.id)).toEqual(setAside);
});

test('nothing is believed for a webhook’s content: the processor says how the bank answered', async () => {
  const one = await waiting();
  const data = { authorizationId: one.authorizationId, reference: one.id };
  world.payments.sendWebhook('authorization.succeeded', data);
  await deliverAll(one.authorizationId);
  expect((await visits.payment(one.id)).status).toBe('needs-approval');
  world.payments.answerBank(one.authorizationId, 'approve');
  await deliverAll(one.authorizationId);
  world.payments.sendWebhook('authorization.failed', { ...data, declineCode: 'authentication-refused' });
  await deliverAll(one.authorizationId);
  expect((await visits.payment(one.id)).status).toBe('authorized');
  expect(await visits.ledger(one.id)).toEqual(setAside);
});

test('a forged webhook and one without a signature approve nothing', async () => {
  const one = await waiting();
  world.payments.answerBank(one.authorizationId, 'approve');
  const [webhook] = visits.webhooksOf(one.authorizationId);
  if (!webhook) throw new Error('no webhook');
  expect(await visits.code(receivePaymentEvent(world.deps, `${webhook.rawBody} `, webhook.headers))).toBe('not-allowed');
  expect(await visits.code(receivePaymentEvent(world.deps, webhook.rawBody, {}))).toBe('not-allowed');
  expect((await visits.payment(one.id)).status).toBe('needs-approval');
});

test('without an answer the visit is cancelled at its deadline, and a yes that comes later sets nothing aside', async () => {
  const one = await waiting();
  await endUnmended(world.deps, onDeadline, one.id);
  expect(await visits.status(one.id)).toBe('confirmed');
  world.setNow(NOON.add({ hours: 25 }));
  expect(await visits.code(checkApproval(world.deps, one.visitor, one.id))).toBe('too-late');
  await endUnmended(world.deps, onDeadline, one.id);
  const visit = await world.db.selectFrom('visits').select(['status', 'reason']).where('id', '=', one.id).executeTakeFirstOrThrow();
  expect(visit).toEqual({ status: 'cancelled', reason: 'payment-not-mended' });
  expect(await world.activeClaims(one.id)).toEqual([]);
  await settleVisit(world.deps, onDeadline, one.id);
  world.payments.answerBank(one.authorizationId, 'approve');
  await deliverAll(one.id);
  expect(await atProcessor(one.authorizationId)).toBe('released');
  expect((await visits.payment(one.id)).status).toBe('released');
  expect(await visits.ledger(one.id)).toEqual({});
});

test('a yes after the visit was cancelled gives the money back', async () => {
  const one = await waiting();
  await cancel(one);
  world.payments.answerBank(one.authorizationId, 'approve');
  await deliverAll(one.authorizationId);
  expect(await dueKinds(one)).toEqual(['settle']);
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await atProcessor(one.authorizationId)).toBe('released');
  expect(await visits.ledger(one.id)).toEqual(givenBack);
  for (const webhook of [...visits.webhooksOf(one.id)].reverse()) await visits.deliver(webhook);
  expect(await visits.status(one.id)).toBe('cancelled');
  expect(await visits.ledger(one.id)).toEqual(givenBack);
});

test('a yes while a cancelled visit is being settled gives the money back', async () => {
  const one = await waiting();
  await cancel(one);
  world.payments.answerBank(one.authorizationId, 'approve');
  await Promise.all([settleVisit(world.deps, onDeadline, one.id), deliverAll(one.authorizationId)]);
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await atProcessor(one.authorizationId)).toBe('released');
  expect((await visits.ledger(one.id))['card-hold'] ?? 0).toBe(0);
});

test('a no after the visit was cancelled leaves nothing to give back', async () => {
  const one = await waiting();
  await cancel(one);
  world.payments.answerBank(one.authorizationId, 'refuse');
  await settleVisit(world.deps, onDeadline, one.id);
  await deliverAll(one.id);
  expect(await visits.ledger(one.id)).toEqual({});
  expect(await world.mails(one.id)).toEqual(['confirmed', 'payment-approval', 'cancelled']);
});

test('where no time is left the visit is cancelled at once, and the bank’s question is taken back', async () => {
  const one = await visits.withCard(asks);
  const { visit } = await requestVisit(world.deps, one.visitor, one.id);
  await confirmVisit(world.deps, world.scheduler, one.id, visit.revision);
  world.setNow(one.startsAt.subtract({ minutes: 1 }));
  await authorizeVisit(world.deps, onDeadline, one.id);
  const { authorization_id: authorizationId } = await visits.payment(one.id);
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await visits.status(one.id)).toBe('cancelled');
  expect(await atProcessor(authorizationId ?? '')).toBe('released');
});

test('another card takes the place of one whose bank asks: its question is taken back', async () => {
  const one = await waiting();
  await visits.saveCard(one, 'succeeds');
  await requestVisit(world.deps, one.visitor, one.id);
  world.payments.answerBank(one.authorizationId, 'approve');
  await deliverAll(one.id);
  expect(await atProcessor(one.authorizationId)).toBe('released');
  expect((await visits.payment(one.id)).status).toBe('authorized');
  expect(await visits.ledger(one.id)).toEqual(setAside);
});

test('a no of the first card that is told after the second has paid changes nothing', async () => {
  const one = await waiting();
  world.payments.answerBank(one.authorizationId, 'refuse');
  await checkApproval(world.deps, one.visitor, one.id);
  await visits.saveCard(one, 'succeeds');
  await requestVisit(world.deps, one.visitor, one.id);
  await deliverAll(one.authorizationId);
  expect((await visits.payment(one.id)).status).toBe('authorized');
  expect(await visits.ledger(one.id)).toEqual(setAside);
});

test('a yes of the first card, when its question could not be taken back in time, gives that money back', async () => {
  const one = await waiting();
  await visits.saveCard(one, 'succeeds');
  vi.spyOn(world.payments, 'release').mockRejectedValueOnce(new PaymentUnavailable('away'));
  expect(await visits.code(requestVisit(world.deps, one.visitor, one.id))).toBe('payment-unavailable');
  await authorizeVisit(world.deps, onDeadline, one.id);
  world.payments.answerBank(one.authorizationId, 'approve');
  await deliverAll(one.authorizationId);
  expect(await atProcessor(one.authorizationId)).toBe('released');
  expect(await visits.payment(one.id)).toMatchObject({ status: 'authorized', authorized_cents: String(TOTAL) });
  expect(await visits.ledger(one.id)).toEqual(setAside);
});

test('a second card whose bank asks, too, has its own page and the old deadline', async () => {
  const one = await waiting();
  const { mend_by: mendBy } = await visits.payment(one.id);
  world.setNow(NOON.add({ hours: 1 }));
  await visits.saveCard(one, asks);
  await requestVisit(world.deps, one.visitor, one.id);
  const now = await visits.payment(one.id);
  expect(now).toMatchObject({ status: 'needs-approval', mend_by: mendBy });
  expect(now.authorization_id).not.toBe(one.authorizationId);
  expect((await checkApproval(world.deps, one.visitor, one.id)).url).toContain(now.authorization_id);
});

test('when the processor is away just after another card was saved, the deadline authorizes it', async () => {
  const one = await waiting();
  await visits.saveCard(one, 'succeeds');
  vi.spyOn(world.payments, 'authorize').mockRejectedValueOnce(new PaymentUnavailable('away'));
  expect(await visits.code(requestVisit(world.deps, one.visitor, one.id))).toBe('payment-unavailable');
  expect(await dueKinds(one)).toContain('authorize');
  await authorizeVisit(world.deps, onDeadline, one.id);
  expect((await visits.payment(one.id)).status).toBe('authorized');
});

test('while the processor is away the bank’s page cannot be told; later it can', async () => {
  const one = await waiting();
  world.payments.unavailable = true;
  expect(await visits.code(checkApproval(world.deps, one.visitor, one.id))).toBe('payment-unavailable');
  world.payments.unavailable = false;
  expect((await checkApproval(world.deps, one.visitor, one.id)).url).not.toBeNull();
});

test.for(['succeeds', asks] as const)('an answer that comes when the visit is over and settled is given back: %s', async (card) => {
  const one = await visits.withCard(card);
  const { visit } = await requestVisit(world.deps, one.visitor, one.id);
  await confirmVisit(world.deps, world.scheduler, one.id, visit.revision);
  const { payments } = world;
  const authorize = payments.authorize.bind(payments);
  let authorizationId = '';
  vi.spyOn(payments, 'authorize').mockImplementationOnce(async (...asked) => {
    const answer = await authorize(...asked);
    authorizationId = answer.id;
    await cancel(one);
    await settleVisit(world.deps, onDeadline, one.id);
    return answer;
  });
  await authorizeVisit(world.deps, onDeadline, one.id);
  await deliverAll(one.id);
  expect(await atProcessor(authorizationId)).toBe('released');
  expect(await visits.ledger(one.id)).toEqual({});
});
