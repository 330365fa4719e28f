import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, onDeadline, SLOT } from '../../../test/support/booking-world.ts';
import type { ReceivedWebhook } from '../../../test/support/payment-gateway-contract.ts';
import type { CallEvent } from '../../core/call/call-events.ts';
import { newCall } from '../../core/call/new-call.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { Refusal } from '../refusal.ts';
import { cancelVisit } from '../visits/cancel-visit.ts';
import { changeVisit, lockVisit } from '../visits/change-visit.ts';
import { confirmVisit } from '../visits/confirm-visit.ts';
import { holdSlot } from '../visits/hold-slot.ts';
import { lapseVisit } from '../visits/lapse-visit.ts';
import { requestVisit } from '../visits/request-visit.ts';
import { authorizeVisit } from './authorize-visit.ts';
import { endUnmended } from './end-unmended.ts';
import { receivePaymentEvent } from './receive-payment-event.ts';
import { settleVisit } from './settle-visit.ts';
import { startCardSetup } from './start-card-setup.ts';

/** 12 cents a minute for 20 minutes. */
const TOTAL = 240;

let world: BookingWorld;
let holds = 0;
beforeAll(async () => {
  world = await buildBookingWorld();
});
afterAll(async () => world.close());

type Card = Parameters<BookingWorld['payments']['saveCard']>[1];

async function held() {
  const index = holds++;
  const startsAt = SLOT.add({ hours: (index % 11) + 24 * Math.floor(index / 11) });
  const pair = await world.addPair();
  const { visit } = await holdSlot(world.deps, pair.visitor, {
    residentId: pair.residentId,
    visitType: 'social',
    startsAt,
    lengthMinutes: 20,
  });
  return { ...pair, id: visit.id, startsAt };
}

/** A held visit whose card the payer has saved on the hosted page. */
async function withCard(card: Card = 'succeeds') {
  const one = await held();
  await startCardSetup(world.deps, one.visitor, one.id);
  const session = await payment(one.id).then((row) => row.setup_session_id ?? '');
  world.payments.saveCard(session, card);
  return { ...one, session };
}

async function confirmed(card: Card = 'succeeds') {
  const one = await withCard(card);
  const { visit } = await requestVisit(world.deps, one.visitor, one.id);
  await confirmVisit(world.deps, world.scheduler, one.id, visit.revision);
  await authorizeVisit(world.deps, onDeadline, one.id);
  return one;
}

function payment(id: VisitId) {
  return world.db.selectFrom('payments').selectAll().where('visit_id', '=', id).executeTakeFirstOrThrow();
}

async function status(id: VisitId): Promise<string> {
  return (await world.db.selectFrom('visits').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;
}

/** What lies in each kind of account of a visit; the kinds together are always zero. */
async function ledger(id: VisitId): Promise<Record<string, number>> {
  const rows = await world.db.selectFrom('ledger_entries').select(['account', 'amount_cents']).where('visit_id', '=', id).execute();
  const sums: Record<string, number> = {};
  for (const { account, amount_cents } of rows) {
    const kind = account.split(':')[0] ?? '';
    sums[kind] = (sums[kind] ?? 0) + Number(amount_cents);
  }
  expect(Object.values(sums).reduce((sum, amount) => sum + amount, 0)).toBe(0);
  return sums;
}

async function webhooksOf(reference: string) {
  return world.payments.webhooks.filter(({ rawBody }) => rawBody.includes(reference));
}

async function deliver(one: ReceivedWebhook): Promise<void> {
  await receivePaymentEvent(world.deps, one.rawBody, one.headers);
}

async function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
}

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
    { type: 'went-live', at: startsAt, endsAt: startsAt.add({ minutes: 20 }) },
    ...gap,
    { type: 'ended', cause: 'left-visitor', at: end },
  ];
  await world.deps.work.run(async (transaction) => {
    const call = newCall(id);
    await transaction.calls.create(call, `room-${id}`);
    await transaction.calls.save(call, events);
  });
  for (const [command, at] of [
    [{ type: 'open' as const }, startsAt],
    [{ type: 'start-call' as const }, startsAt],
    [{ type: 'end' as const, outcome: 'completed' as const }, end],
  ] as const)
    await world.deps.work.run(async (transaction) => {
      const visit = await lockVisit(transaction, onDeadline, id);
      const { policy } = (await transaction.sheets.of(onDeadline, id)) ?? {};
      if (!policy) throw new Error('no policy');
      const full = command.type === 'open' ? { ...command, policy } : command;
      await changeVisit(transaction, { visit, command: full, by: onDeadline, now: at });
    });
}

test('a request without a saved card is refused, and nothing is charged by saving one', async () => {
  const { id, visitor } = await held();
  expect(await code(requestVisit(world.deps, visitor, id))).toBe('card-needed');
  const one = await withCard();
  await requestVisit(world.deps, one.visitor, one.id);
  expect((await payment(one.id)).status).toBe('card-saved');
  expect(await ledger(one.id)).toEqual({});
});

test('the webhook before the return sends the request once', async () => {
  const one = await withCard();
  for (const webhook of await webhooksOf(one.id)) await deliver(webhook);
  expect(await status(one.id)).toBe('requested');
  const { visit } = await requestVisit(world.deps, one.visitor, one.id);
  expect(visit.revision).toBe(2);
});

test('the return before the webhook sends the request once', async () => {
  const one = await withCard();
  await requestVisit(world.deps, one.visitor, one.id);
  for (const webhook of await webhooksOf(one.id)) await deliver(webhook);
  expect(await world.db.selectFrom('visit_events').select('type').where('visit_id', '=', one.id).execute()).toHaveLength(2);
});

test('return and webhook at once send the request once', async () => {
  const one = await withCard();
  const webhooks = await webhooksOf(one.id);
  await Promise.all([
    requestVisit(world.deps, one.visitor, one.id),
    ...webhooks.map(deliver),
    requestVisit(world.deps, one.visitor, one.id),
  ]);
  const types = await world.db.selectFrom('visit_events').select('type').where('visit_id', '=', one.id).orderBy('sequence').execute();
  expect(types.map(({ type }) => type)).toEqual(['held', 'requested']);
});

test('an altered webhook and one without a signature change nothing', async () => {
  const one = await withCard();
  const [webhook] = await webhooksOf(one.id);
  if (!webhook) throw new Error('no webhook');
  const headers = { ...webhook.headers };
  expect(await code(receivePaymentEvent(world.deps, `${webhook.rawBody} `, headers))).toBe('not-allowed');
  expect(await code(receivePaymentEvent(world.deps, webhook.rawBody, {}))).toBe('not-allowed');
  expect(await status(one.id)).toBe('held');
});

test('a webhook that comes twice, and one that comes after everything else, are harmless', async () => {
  const one = await confirmed();
  await cancelVisit(world.deps, one.visitor, one.id, { reason: 'other', note: null });
  await settleVisit(world.deps, onDeadline, one.id);
  const webhooks = await webhooksOf(one.id);
  for (const webhook of [...webhooks].reverse()) await deliver(webhook);
  for (const webhook of webhooks) await deliver(webhook);
  expect(await status(one.id)).toBe('cancelled');
  expect((await payment(one.id)).status).toBe('released');
  expect(await ledger(one.id)).toEqual({ card: 0, 'card-hold': 0 });
});

test('confirming sets the quoted sum aside, once', async () => {
  const one = await confirmed();
  await authorizeVisit(world.deps, onDeadline, one.id);
  expect(await payment(one.id)).toMatchObject({ status: 'authorized', authorized_cents: String(TOTAL) });
  expect(await ledger(one.id)).toEqual({ card: -TOTAL, 'card-hold': TOTAL });
});

test('delivered seconds are captured, the rest released, and the ledger sums to zero', async () => {
  const one = await confirmed();
  await playCall(one.id, one.startsAt, 20, 5 * 60);
  await settleVisit(world.deps, onDeadline, one.id);
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await payment(one.id)).toMatchObject({ status: 'captured', captured_cents: '180', released_cents: '60' });
  expect(await ledger(one.id)).toEqual({ card: -180, 'card-hold': 0, revenue: 180 });
  expect(await world.mails(one.id)).toEqual(['confirmed', 'ended']);
});

test('while the processor is away nothing is lost: settling fails, comes back and succeeds', async () => {
  const one = await confirmed();
  await playCall(one.id, one.startsAt, 10);
  world.payments.unavailable = true;
  await expect(settleVisit(world.deps, onDeadline, one.id)).rejects.toThrow();
  world.payments.unavailable = false;
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await payment(one.id)).toMatchObject({ captured_cents: '120', released_cents: '120' });
});

test('a card that is declined later is told, and another card mends it', async () => {
  const one = await confirmed('declined-later');
  expect(await payment(one.id)).toMatchObject({ status: 'failed', failure_code: 'card-declined' });
  expect(await world.mails(one.id)).toEqual(['confirmed', 'payment-failed']);
  await startCardSetup(world.deps, one.visitor, one.id);
  world.payments.saveCard((await payment(one.id)).setup_session_id ?? '', 'succeeds');
  await requestVisit(world.deps, one.visitor, one.id);
  expect(await payment(one.id)).toMatchObject({ status: 'authorized', failure_code: null, mend_by: null });
  expect(await ledger(one.id)).toEqual({ card: -TOTAL, 'card-hold': TOTAL });
});

test('a card that is not mended in time cancels the visit', async () => {
  const one = await confirmed('declined-later');
  await endUnmended(world.deps, onDeadline, one.id);
  expect(await status(one.id)).toBe('confirmed');
  world.setNow(NOON.add({ hours: 25 }));
  await endUnmended(world.deps, onDeadline, one.id);
  world.setNow(NOON);
  const visit = await world.db.selectFrom('visits').select(['status', 'reason']).where('id', '=', one.id).executeTakeFirstOrThrow();
  expect(visit).toEqual({ status: 'cancelled', reason: 'payment-not-mended' });
  expect(await world.activeClaims(one.id)).toEqual([]);
});

test('a visit cancelled while its card was being authorized gives the money back', async () => {
  const one = await withCard();
  const { visit } = await requestVisit(world.deps, one.visitor, one.id);
  await confirmVisit(world.deps, world.scheduler, one.id, visit.revision);
  await Promise.all([
    authorizeVisit(world.deps, onDeadline, one.id),
    cancelVisit(world.deps, one.visitor, one.id, { reason: 'other', note: null }),
  ]);
  await settleVisit(world.deps, onDeadline, one.id);
  const sums = await ledger(one.id);
  expect(sums['card-hold'] ?? 0).toBe(0);
  expect(sums.revenue).toBeUndefined();
});

test('when the hold is lost nothing is charged, the hosted page is closed and the card forgotten', async () => {
  const one = await withCard();
  world.setNow(NOON.add({ minutes: 11 }));
  await lapseVisit(world.deps, onDeadline, one.id);
  expect(await code(requestVisit(world.deps, one.visitor, one.id))).toBe('hold-expired');
  for (const webhook of await webhooksOf(one.id)) await deliver(webhook);
  await settleVisit(world.deps, onDeadline, one.id);
  world.setNow(NOON);
  expect(await status(one.id)).toBe('expired');
  expect(await ledger(one.id)).toEqual({});
});
