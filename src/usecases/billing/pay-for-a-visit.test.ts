import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, onDeadline } from '../../../test/support/booking-world.ts';
import { paidVisits } from '../../../test/support/paid-visits.ts';
import type { CallEvent } from '../../core/call/call-events.ts';
import { newCall } from '../../core/call/new-call.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { cents } from '../../core/shared/money.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { acceptRevision } from '../visits/accept-revision.ts';
import { cancelVisit } from '../visits/cancel-visit.ts';
import { changeVisit, lockVisit } from '../visits/change-visit.ts';
import { confirmVisit } from '../visits/confirm-visit.ts';
import { lapseVisit } from '../visits/lapse-visit.ts';
import { requestVisit } from '../visits/request-visit.ts';
import { reviseVisit } from '../visits/revise-visit.ts';
import { authorizeVisit } from './authorize-visit.ts';
import { endUnmended } from './end-unmended.ts';
import { receivePaymentEvent } from './receive-payment-event.ts';
import { settleVisit } from './settle-visit.ts';
import { startCardSetup } from './start-card-setup.ts';

/** 12 cents a minute for 20 minutes. */
const TOTAL = 240;

let world: BookingWorld;
let visits: ReturnType<typeof paidVisits>;
beforeAll(async () => {
  world = await buildBookingWorld();
  visits = paidVisits(world);
});
afterAll(async () => world.close());

/** The call of a visit: live from its start, lost for `gapSeconds` by one side, ended after `minutes`. */
async function playCall(id: VisitId, startsAt: Temporal.Instant, minutes: number, gapSeconds = 0): Promise<void> {
  const end = startsAt.add({ minutes });
  const gap: CallEvent[] =
    gapSeconds === 0
      ? []
      : [
          { type: 'interrupted', cause: 'resident', at: startsAt.add({ seconds: 60 }) },
          { type: 'resumed', at: startsAt.add({ seconds: 60 + gapSeconds }) },
        ];
  const events: CallEvent[] = [
    { type: 'went-live', at: startsAt, endsAt: startsAt.add({ minutes: Math.max(20, minutes) }) },
    ...gap,
    { type: 'ended', cause: 'left-visitor', at: end },
  ];
  await world.deps.work.run(async (transaction) => {
    const call = newCall(id);
    await transaction.calls.create(call, `room-${id}`);
    await transaction.calls.save(call, events);
  });
  await takeSteps(id, [
    ['open', startsAt],
    ['start-call', startsAt],
    ['end', end],
  ]);
}

/** What the platform does to a confirmed visit by itself, each step at its time. */
async function takeSteps(id: VisitId, steps: readonly (readonly ['open' | 'start-call' | 'end', Temporal.Instant])[]): Promise<void> {
  for (const [type, now] of steps)
    await world.deps.work.run(async (transaction) => {
      const visit = await lockVisit(transaction, onDeadline, id);
      const { policy } = (await transaction.sheets.of(onDeadline, id)) ?? {};
      if (!policy) throw new Error('no policy');
      const command = {
        open: { type: 'open', policy },
        'start-call': { type: 'start-call' },
        end: { type: 'end', outcome: 'completed' },
      } as const;
      await changeVisit(transaction, { visit, command: command[type], by: onDeadline, now });
    });
}

test('a request without a saved card is refused, and nothing is charged by saving one', async () => {
  const { id, visitor } = await visits.held();
  expect(await visits.code(requestVisit(world.deps, visitor, id))).toBe('card-needed');
  const one = await visits.withCard();
  await requestVisit(world.deps, one.visitor, one.id);
  expect((await visits.payment(one.id)).status).toBe('card-saved');
  expect(await visits.ledger(one.id)).toEqual({});
});

test('the card page speaks the language of the page that leads there, else that of the account', async () => {
  const { id, visitor } = await visits.held();
  const spoken = async () => world.payments.languageAt((await visits.payment(id)).setup_session_id ?? '');
  await startCardSetup(world.deps, visitor, id, 'es');
  expect(await spoken()).toBe('es');
  await startCardSetup(world.deps, visitor, id, 'en');
  expect(await spoken()).toBe('en');
  await world.db.updateTable('visitors').set({ language: 'es' }).where('id', '=', visitor.visitorId).execute();
  await startCardSetup(world.deps, visitor, id);
  expect(await spoken()).toBe('es');
});

test('the webhook before the return sends the request once', async () => {
  const one = await visits.withCard();
  for (const webhook of visits.webhooksOf(one.id)) await visits.deliver(webhook);
  expect(await visits.status(one.id)).toBe('requested');
  const { visit } = await requestVisit(world.deps, one.visitor, one.id);
  expect(visit.revision).toBe(2);
});

test('the return before the webhook sends the request once', async () => {
  const one = await visits.withCard();
  await requestVisit(world.deps, one.visitor, one.id);
  for (const webhook of visits.webhooksOf(one.id)) await visits.deliver(webhook);
  expect(await world.db.selectFrom('visit_events').select('type').where('visit_id', '=', one.id).execute()).toHaveLength(2);
});

test('return and webhook at once send the request once', async () => {
  const one = await visits.withCard();
  const webhooks = visits.webhooksOf(one.id);
  await Promise.all([
    requestVisit(world.deps, one.visitor, one.id),
    ...webhooks.map(visits.deliver),
    requestVisit(world.deps, one.visitor, one.id),
  ]);
  const types = await world.db.selectFrom('visit_events').select('type').where('visit_id', '=', one.id).orderBy('sequence').execute();
  expect(types.map(({ type }) => type)).toEqual(['held', 'requested']);
});

test('an altered webhook and one without a signature change nothing', async () => {
  const one = await visits.withCard();
  const [webhook] = visits.webhooksOf(one.id);
  if (!webhook) throw new Error('no webhook');
  const headers = { ...webhook.headers };
  expect(await visits.code(receivePaymentEvent(world.deps, `${webhook.rawBody} `, headers))).toBe('not-allowed');
  expect(await visits.code(receivePaymentEvent(world.deps, webhook.rawBody, {}))).toBe('not-allowed');
  expect(await visits.status(one.id)).toBe('held');
});

test('a webhook that comes twice, and one that comes after everything else, are harmless', async () => {
  const one = await visits.confirmed();
  await cancelVisit(world.deps, one.visitor, one.id, { reason: 'other', note: null });
  await settleVisit(world.deps, onDeadline, one.id);
  const webhooks = visits.webhooksOf(one.id);
  for (const webhook of [...webhooks].reverse()) await visits.deliver(webhook);
  for (const webhook of webhooks) await visits.deliver(webhook);
  expect(await visits.status(one.id)).toBe('cancelled');
  expect((await visits.payment(one.id)).status).toBe('released');
  expect(await visits.ledger(one.id)).toEqual({ card: 0, 'card-hold': 0 });
});

test('confirming sets the quoted sum aside, once', async () => {
  const one = await visits.confirmed();
  await authorizeVisit(world.deps, onDeadline, one.id);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'authorized', authorized_cents: String(TOTAL) });
  expect(await visits.ledger(one.id)).toEqual({ card: -TOTAL, 'card-hold': TOTAL });
});

test('delivered seconds are captured, the rest released, and the ledger sums to zero', async () => {
  const one = await visits.confirmed();
  await playCall(one.id, one.startsAt, 20, 5 * 60);
  await settleVisit(world.deps, onDeadline, one.id);
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'captured', captured_cents: '180', released_cents: '60' });
  expect(await visits.ledger(one.id)).toEqual({ card: -180, 'card-hold': 0, revenue: 180 });
  expect(await world.mails(one.id)).toEqual(['confirmed', 'ended']);
});

test('a visit in the longer time that staff offered is set aside and paid at the accepted price', async () => {
  const one = await visits.withCard();
  const asked = (await requestVisit(world.deps, one.visitor, one.id)).visit;
  const offer = { revision: asked.revision, startsAt: one.startsAt, lengthMinutes: 30, reason: 'staffing', note: null } as const;
  const { visit } = await reviseVisit(world.deps, world.scheduler, one.id, offer);
  await acceptRevision(world.deps, one.visitor, one.id, visit.revision);
  await authorizeVisit(world.deps, onDeadline, one.id);
  expect(await visits.ledger(one.id)).toEqual({ card: -360, 'card-hold': 360 });
  await playCall(one.id, one.startsAt, 30, 5 * 60);
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await visits.ledger(one.id)).toEqual({ card: -300, 'card-hold': 0, revenue: 300 });
});

test('while the processor is away nothing is lost: settling fails, comes back and succeeds', async () => {
  const one = await visits.confirmed();
  await playCall(one.id, one.startsAt, 10);
  world.payments.unavailable = true;
  await expect(settleVisit(world.deps, onDeadline, one.id)).rejects.toThrow();
  world.payments.unavailable = false;
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await visits.payment(one.id)).toMatchObject({ captured_cents: '120', released_cents: '120' });
});

test('a card that is declined later is told, and another card mends it', async () => {
  const one = await visits.confirmed('declined-later');
  expect(await visits.payment(one.id)).toMatchObject({ status: 'failed', failure_code: 'card-declined' });
  expect(await world.mails(one.id)).toEqual(['confirmed', 'payment-failed']);
  await visits.saveCard(one, 'succeeds');
  await requestVisit(world.deps, one.visitor, one.id);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'authorized', failure_code: null, mend_by: null });
  expect(await visits.ledger(one.id)).toEqual({ card: -TOTAL, 'card-hold': TOTAL });
});

test('cancelling costs nothing in the open waiting room either: her time is free again, the money goes back, and a mail says so', async () => {
  const one = await visits.confirmed();
  await takeSteps(one.id, [['open', one.startsAt.subtract({ minutes: 10 })]]);
  expect(await visits.status(one.id)).toBe('joinable');
  await cancelVisit(world.deps, one.visitor, one.id, { reason: 'visitor-unwell', note: null });
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await world.activeClaims(one.id)).toEqual([]);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'released', captured_cents: '0', released_cents: String(TOTAL) });
  expect(await visits.ledger(one.id)).toEqual({ card: 0, 'card-hold': 0 });
  expect(await world.mails(one.id)).toEqual(['confirmed', 'cancelled']);
});

test('a card that is not mended in time cancels the visit', async () => {
  const one = await visits.confirmed('declined-later');
  await endUnmended(world.deps, onDeadline, one.id);
  expect(await visits.status(one.id)).toBe('confirmed');
  world.setNow(NOON.add({ hours: 25 }));
  await endUnmended(world.deps, onDeadline, one.id);
  world.setNow(NOON);
  const visit = await world.db.selectFrom('visits').select(['status', 'reason']).where('id', '=', one.id).executeTakeFirstOrThrow();
  expect(visit).toEqual({ status: 'cancelled', reason: 'payment-not-mended' });
  expect(await world.activeClaims(one.id)).toEqual([]);
});

test('a card that is gone at the processor is told like a declined one, mended by another, and the operator hears of it', async () => {
  const one = await visits.withCard();
  const { visit } = await requestVisit(world.deps, one.visitor, one.id);
  await confirmVisit(world.deps, world.scheduler, one.id, visit.revision);
  await world.payments.forgetCard((await visits.payment(one.id)).card_token ?? '');
  const before = world.refusals.length;
  await authorizeVisit(world.deps, onDeadline, one.id);
  await authorizeVisit(world.deps, onDeadline, one.id);
  expect(world.refusals.slice(before)).toEqual(['not-found']);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'failed', failure_code: 'processor-refused', authorization_id: null });
  expect((await visits.payment(one.id)).mend_by).not.toBeNull();
  expect(await world.mails(one.id)).toEqual(['confirmed', 'payment-failed']);
  await visits.saveCard(one, 'succeeds');
  await requestVisit(world.deps, one.visitor, one.id);
  expect(await visits.ledger(one.id)).toEqual({ card: -TOTAL, 'card-hold': TOTAL });
});

test('a card that is gone and not mended in time cancels the visit, and settling it comes to an end', async () => {
  const one = await visits.withCard();
  const { visit } = await requestVisit(world.deps, one.visitor, one.id);
  await confirmVisit(world.deps, world.scheduler, one.id, visit.revision);
  await world.payments.forgetCard((await visits.payment(one.id)).card_token ?? '');
  await authorizeVisit(world.deps, onDeadline, one.id);
  world.setNow(NOON.add({ hours: 25 }));
  await endUnmended(world.deps, onDeadline, one.id);
  await settleVisit(world.deps, onDeadline, one.id);
  world.setNow(NOON);
  expect(await visits.status(one.id)).toBe('cancelled');
  expect(await visits.payment(one.id)).toMatchObject({ status: 'released', captured_cents: '0', released_cents: '0' });
  expect(await visits.ledger(one.id)).toEqual({});
});

test('money that lapsed at the processor before it was taken is not taken: the receipt says so, and the operator hears of it', async () => {
  const one = await visits.confirmed();
  await playCall(one.id, one.startsAt, 20, 5 * 60);
  await world.payments.release((await visits.payment(one.id)).authorization_id ?? '', `lapsed:${one.id}`);
  const before = world.refusals.length;
  await settleVisit(world.deps, onDeadline, one.id);
  await settleVisit(world.deps, onDeadline, one.id);
  expect(world.refusals.slice(before)).toEqual(['already-released']);
  const payment = await visits.payment(one.id);
  expect(payment).toMatchObject({ status: 'released', captured_cents: '0', released_cents: String(TOTAL) });
  expect(payment.settlement).toMatchObject({ billedSeconds: 0, authorizedCents: TOTAL, capturedCents: 0, releasedCents: TOTAL });
  expect(await visits.ledger(one.id)).toEqual({ card: 0, 'card-hold': 0 });
  expect(await world.mails(one.id)).toEqual(['confirmed', 'ended']);
});

test('money that an earlier try took, whose answer the processor has forgotten, counts as taken', async () => {
  const one = await visits.confirmed();
  await playCall(one.id, one.startsAt, 10);
  await world.payments.capture((await visits.payment(one.id)).authorization_id ?? '', cents(120), `earlier:${one.id}`);
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'captured', captured_cents: '120', released_cents: '120' });
  expect(await visits.ledger(one.id)).toEqual({ card: -120, 'card-hold': 0, revenue: 120 });
});

test('a hosted page that the processor does not know any more is no reason to settle for ever', async () => {
  const one = await visits.held();
  await visits.openForgottenPage(one);
  world.setNow(NOON.add({ minutes: 11 }));
  await lapseVisit(world.deps, onDeadline, one.id);
  await settleVisit(world.deps, onDeadline, one.id);
  world.setNow(NOON);
  expect((await visits.payment(one.id)).settlement).not.toBeNull();
});

test('a card that was saved unseen by us (another tab, a late webhook) is used and not asked for again', async () => {
  const one = await visits.withCard();
  const { url } = await startCardSetup(world.deps, one.visitor, one.id);
  expect(url).toBe(`${world.deps.publicUrl}/return/${one.id}?card=saved`);
  expect((await requestVisit(world.deps, one.visitor, one.id)).visit.status).toBe('requested');
  expect(await visits.payment(one.id)).toMatchObject({ status: 'card-saved', card_last4: '4242' });
});

test('a card that was saved unseen by us mends a declined one; one that is known already is no new card', async () => {
  const one = await visits.confirmed('declined-later');
  await visits.saveCard(one, 'succeeds');
  expect((await startCardSetup(world.deps, one.visitor, one.id)).url).toContain('?card=saved');
  await requestVisit(world.deps, one.visitor, one.id);
  expect((await visits.payment(one.id)).status).toBe('authorized');
});

test('an open page is closed when another one is opened for it', async () => {
  const one = await visits.held();
  await startCardSetup(world.deps, one.visitor, one.id);
  const first = (await visits.payment(one.id)).setup_session_id ?? '';
  const { url } = await startCardSetup(world.deps, one.visitor, one.id);
  const second = (await visits.payment(one.id)).setup_session_id ?? '';
  expect([second === first, url.endsWith(second)]).toEqual([false, true]);
  expect((await world.payments.readCardSetup(first)).status).toBe('expired');
  expect((await world.payments.readCardSetup(second)).status).toBe('open');
});

test('an earlier page that the processor has forgotten does not keep anybody from another one', async () => {
  const one = await visits.held();
  await visits.openForgottenPage(one);
  const { url } = await startCardSetup(world.deps, one.visitor, one.id);
  expect(url.endsWith((await visits.payment(one.id)).setup_session_id ?? '')).toBe(true);
});

test('a visit cancelled while its card was being authorized gives the money back', async () => {
  const one = await visits.withCard();
  const { visit } = await requestVisit(world.deps, one.visitor, one.id);
  await confirmVisit(world.deps, world.scheduler, one.id, visit.revision);
  await Promise.all([
    authorizeVisit(world.deps, onDeadline, one.id),
    cancelVisit(world.deps, one.visitor, one.id, { reason: 'other', note: null }),
  ]);
  await settleVisit(world.deps, onDeadline, one.id);
  const sums = await visits.ledger(one.id);
  expect(sums['card-hold'] ?? 0).toBe(0);
  expect(sums.revenue).toBeUndefined();
});

test('when the hold is lost nothing is charged, the hosted page is closed and the card forgotten', async () => {
  const one = await visits.withCard();
  world.setNow(NOON.add({ minutes: 11 }));
  await lapseVisit(world.deps, onDeadline, one.id);
  expect(await visits.code(requestVisit(world.deps, one.visitor, one.id))).toBe('hold-expired');
  for (const webhook of visits.webhooksOf(one.id)) await visits.deliver(webhook);
  await settleVisit(world.deps, onDeadline, one.id);
  world.setNow(NOON);
  expect(await visits.status(one.id)).toBe('expired');
  expect(await visits.ledger(one.id)).toEqual({});
});
