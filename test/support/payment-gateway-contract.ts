import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Cents, cents } from '../../src/core/shared/money.ts';
import { Temporal } from '../../src/core/shared/time.ts';
import type { PaymentEvent, PaymentGateway, PaymentRefusalCode } from '../../src/ports/payment-gateway.ts';

/** Cards every processor's test mode has in one form or another. */
export type PayerCard = 'succeeds' | 'declined-at-once' | 'declined-later' | 'second-step' | 'second-step-at-authorization';

export interface ReceivedWebhook {
  rawBody: string;
  headers: Record<string, string | undefined>;
}

/** A processor with a person in front of its pages. */
export interface PaymentWorld {
  gateway: PaymentGateway;
  /** The language in which the hosted page greets a browser that speaks English. */
  languageAt(url: string): Promise<string | null>;
  /** Fills the hosted page with this card and answers the bank's question, if it asks. */
  payAtPage(url: string, card: PayerCard, answer?: 'approve' | 'refuse'): Promise<void>;
  /** Answers the bank's question at `actionUrl`. */
  answerBank(actionUrl: string, answer: 'approve' | 'refuse'): Promise<void>;
  /** Everything the processor sent so far. */
  webhooks(): readonly ReceivedWebhook[];
  close(): Promise<void>;
}

/** What every card processor must do for us; a new adapter passes this suite, and so does the fake that tests of use cases have. */
export function paymentGatewayContract(name: string, open: () => Promise<PaymentWorld>): void {
  describe(name, () => {
    let world: PaymentWorld;
    let gateway: PaymentGateway;
    beforeAll(async () => {
      world = await open();
      gateway = world.gateway;
    });
    afterAll(() => world.close());

    let count = 0;
    const backUrl = 'http://127.0.0.1:9/back';
    const key = (): string => `contract-${name}-${process.pid}-${++count}`;
    const wish = (reference = key()) => ({
      reference,
      payerReference: 'vis_payer',
      language: null,
      successUrl: 'http://127.0.0.1:9/success',
      cancelUrl: 'http://127.0.0.1:9/cancel',
      expiresAt: null,
    });
    const savedCard = async (card: PayerCard): Promise<string> => {
      const { id, url } = await gateway.openCardSetup(wish(), key());
      await world.payAtPage(url, card, 'approve');
      const state = await gateway.readCardSetup(id);
      if (state.status !== 'complete') throw new Error(`the setup is ${state.status}`);
      return state.card.token;
    };
    const authorized = async (amountCents: Cents): Promise<string> => {
      const { status, id } = await gateway.authorize({ cardToken: await savedCard('succeeds'), amountCents, reference: key() }, key());
      expect(status).toBe('authorized');
      return id;
    };
    const refused = (call: Promise<unknown>, code: PaymentRefusalCode): Promise<void> =>
      expect(call).rejects.toMatchObject({ name: 'PaymentRefused', code });
    const event = (matches: (event: PaymentEvent) => boolean): Promise<PaymentEvent> =>
      vi.waitFor(() => {
        const events = world.webhooks().flatMap(({ rawBody, headers }) => {
          const verified = gateway.verifyWebhook(rawBody, headers, Temporal.Now.instant());
          return verified.ok ? [verified.value] : [];
        });
        const found = events.find(matches);
        if (!found) throw new Error(`no such event among ${events.map(({ kind }) => kind).join(', ')}`);
        return found;
      }, 10_000);

    test('a card is saved on the hosted page, read back, and told of with our reference', async () => {
      const ours = wish();
      const { id, url } = await gateway.openCardSetup(ours, key());
      expect(await gateway.readCardSetup(id)).toEqual({ status: 'open' });
      await world.payAtPage(url, 'succeeds');
      expect(await gateway.readCardSetup(id)).toMatchObject({ status: 'complete', card: { brand: 'visa', last4: '4242' } });
      expect(await event((one) => one.kind === 'card-setup-completed' && one.setupId === id)).toMatchObject({ reference: ours.reference });
    });

    test('a repeated call gets the first answer, another wish under the same key is refused', async () => {
      const [ours, same] = [wish(), key()];
      const first = await gateway.openCardSetup(ours, same);
      expect(await gateway.openCardSetup(ours, same)).toEqual(first);
      await refused(gateway.openCardSetup({ ...ours, reference: 'another' }, same), 'idempotency-conflict');
    });

    test('the hosted page speaks the language that we ask for, whatever the browser does', async () => {
      for (const language of ['es', 'en'] as const) {
        const { url } = await gateway.openCardSetup({ ...wish(), language }, key());
        expect(await world.languageAt(url)).toBe(language);
      }
    });

    test('a hold that ends before a hosted page may end is no obstacle', async () => {
      const { id } = await gateway.openCardSetup({ ...wish(), expiresAt: Temporal.Now.instant().add({ minutes: 10 }) }, key());
      expect(await gateway.readCardSetup(id)).toEqual({ status: 'open' });
    });

    test('a card that is declined on the page leaves it open for another', async () => {
      const { id, url } = await gateway.openCardSetup(wish(), key());
      await world.payAtPage(url, 'declined-at-once');
      expect(await gateway.readCardSetup(id)).toEqual({ status: 'open' });
      await world.payAtPage(url, 'succeeds');
      expect(await gateway.readCardSetup(id)).toMatchObject({ status: 'complete' });
    });

    test('a card whose bank asks is saved only when the payer approves', async () => {
      const { id, url } = await gateway.openCardSetup(wish(), key());
      await world.payAtPage(url, 'second-step', 'refuse');
      expect(await gateway.readCardSetup(id)).toEqual({ status: 'open' });
      await world.payAtPage(url, 'second-step', 'approve');
      expect(await gateway.readCardSetup(id)).toMatchObject({ status: 'complete' });
    });

    test('an expired page takes no card; expiring again is calm', async () => {
      const { id, url } = await gateway.openCardSetup(wish(), key());
      expect(await gateway.expireCardSetup(id)).toEqual({ status: 'expired' });
      expect(await gateway.expireCardSetup(id)).toEqual({ status: 'expired' });
      await world.payAtPage(url, 'succeeds');
      expect(await gateway.readCardSetup(id)).toEqual({ status: 'expired' });
      await event((one) => one.kind === 'card-setup-expired' && one.setupId === id);
    });

    test('expiring a page a moment too late says that a card was saved', async () => {
      const { id, url } = await gateway.openCardSetup(wish(), key());
      await world.payAtPage(url, 'succeeds');
      expect(await gateway.expireCardSetup(id)).toMatchObject({ status: 'complete' });
    });

    test('money is set aside, and the event names our reference', async () => {
      const reference = key();
      const { id } = await gateway.authorize({ cardToken: await savedCard('succeeds'), amountCents: cents(340), reference }, key());
      expect(await gateway.readAuthorization(id)).toEqual({ status: 'authorized', id });
      await event((one) => one.kind === 'authorization-succeeded' && one.authorizationId === id && one.reference === reference);
    });

    test('a call whose answer was lost sets money aside once', async () => {
      const [ours, same] = [{ cardToken: await savedCard('succeeds'), amountCents: cents(340), reference: key() }, key()];
      expect(await gateway.authorize(ours, same)).toEqual(await gateway.authorize(ours, same));
      await refused(gateway.authorize({ ...ours, amountCents: cents(341) }, same), 'idempotency-conflict');
    });

    test('a decline is an answer with a code, not an error', async () => {
      const answer = await gateway.authorize(
        { cardToken: await savedCard('declined-later'), amountCents: cents(340), reference: key() },
        key(),
      );
      expect(answer).toMatchObject({ status: 'declined', declineCode: 'card-declined' });
      await event((one) => one.kind === 'authorization-failed' && one.authorizationId === answer.id);
      await refused(gateway.capture(answer.id, cents(100), key()), 'not-authorized');
    });

    test.for(['approve', 'refuse'] as const)('a bank that asks at authorization: %s', async (answer) => {
      const cardToken = await savedCard('second-step-at-authorization');
      const asked = await gateway.authorize({ cardToken, amountCents: cents(340), reference: key() }, key());
      if (asked.status !== 'needs-action') throw new Error(`it is ${asked.status}`);
      await refused(gateway.capture(asked.id, cents(100), key()), 'not-authorized');
      await world.answerBank(asked.actionUrl, answer);
      expect((await gateway.readAuthorization(asked.id)).status).toBe(answer === 'approve' ? 'authorized' : 'declined');
      const kind = answer === 'approve' ? 'authorization-succeeded' : 'authorization-failed';
      await event((one) => one.kind === kind && one.authorizationId === asked.id);
    });

    test('the bank’s question can be read again until it is answered, and its first answer counts', async () => {
      const cardToken = await savedCard('second-step-at-authorization');
      const asked = await gateway.authorize({ cardToken, amountCents: cents(340), reference: key(), returnUrl: backUrl }, key());
      if (asked.status !== 'needs-action') throw new Error(`it is ${asked.status}`);
      expect(await gateway.readAuthorization(asked.id)).toEqual(asked);
      await world.answerBank(asked.actionUrl, 'approve');
      await world.answerBank(asked.actionUrl, 'refuse');
      expect(await gateway.readAuthorization(asked.id)).toEqual({ status: 'authorized', id: asked.id });
      await gateway.capture(asked.id, cents(340), key());
    });

    test('the bank’s question can be taken back; a yes that comes later sets nothing aside', async () => {
      const cardToken = await savedCard('second-step-at-authorization');
      const asked = await gateway.authorize({ cardToken, amountCents: cents(340), reference: key(), returnUrl: backUrl }, key());
      if (asked.status !== 'needs-action') throw new Error(`it is ${asked.status}`);
      await gateway.release(asked.id, key());
      await world.answerBank(asked.actionUrl, 'approve');
      expect(await gateway.readAuthorization(asked.id)).toEqual({ status: 'released', id: asked.id });
      await refused(gateway.capture(asked.id, cents(1), key()), 'already-released');
    });

    test('a bank that said no leaves nothing to give back', async () => {
      const cardToken = await savedCard('second-step-at-authorization');
      const asked = await gateway.authorize({ cardToken, amountCents: cents(340), reference: key() }, key());
      if (asked.status !== 'needs-action') throw new Error(`it is ${asked.status}`);
      await world.answerBank(asked.actionUrl, 'refuse');
      await refused(gateway.release(asked.id, key()), 'not-authorized');
    });

    test('less than was set aside can be taken, once', async () => {
      const id = await authorized(cents(340));
      await gateway.capture(id, cents(283), key());
      await event((one) => one.kind === 'captured' && one.authorizationId === id && one.amountCents === 283);
      await refused(gateway.capture(id, cents(57), key()), 'already-captured');
      await refused(gateway.release(id, key()), 'already-captured');
    });

    test('a capture whose answer was lost takes the money once', async () => {
      const [id, same] = [await authorized(cents(340)), key()];
      await gateway.capture(id, cents(340), same);
      await gateway.capture(id, cents(340), same);
    });

    test('more than was set aside cannot be taken', async () => {
      const id = await authorized(cents(340));
      await refused(gateway.capture(id, cents(341), key()), 'amount-too-large');
      await gateway.capture(id, cents(340), key());
    });

    test('what is released cannot be taken; releasing again is calm', async () => {
      const id = await authorized(cents(340));
      await gateway.release(id, key());
      await gateway.release(id, key());
      expect(await gateway.readAuthorization(id)).toEqual({ status: 'released', id });
      await refused(gateway.capture(id, cents(1), key()), 'already-released');
    });

    test('refunds together never exceed what was taken', async () => {
      const id = await authorized(cents(340));
      await refused(gateway.refund(id, cents(1), key()), 'not-authorized');
      await gateway.capture(id, cents(300), key());
      await gateway.refund(id, cents(200), key());
      await refused(gateway.refund(id, cents(101), key()), 'amount-too-large');
      await gateway.refund(id, cents(100), key());
      await event((one) => one.kind === 'refunded' && one.authorizationId === id && one.amountCents === 100);
    });

    test('a forgotten card takes no charge; forgetting again is calm', async () => {
      const cardToken = await savedCard('succeeds');
      await gateway.forgetCard(cardToken);
      await gateway.forgetCard(cardToken);
      await refused(gateway.authorize({ cardToken, amountCents: cents(100), reference: key() }, key()), 'not-found');
    });

    test('what does not exist is not found', async () => {
      await refused(gateway.readCardSetup('cs_none'), 'not-found');
      await refused(gateway.readAuthorization('auth_none'), 'not-found');
      await refused(gateway.capture('auth_none', cents(1), key()), 'not-found');
    });

    test('a webhook that is unsigned, forged, changed or old is not believed', async () => {
      await authorized(cents(340));
      const [genuine] = await vi.waitFor(() => {
        expect(world.webhooks().length).toBeGreaterThan(0);
        return world.webhooks();
      });
      if (!genuine) throw new Error('no webhook');
      const now = Temporal.Now.instant();
      const { rawBody, headers } = genuine;
      const forged = Object.fromEntries(Object.entries(headers).map(([header, text]) => [header, text?.replace(/v1=../, 'v1=00')]));
      expect(gateway.verifyWebhook(rawBody, headers, now).ok).toBe(true);
      expect(gateway.verifyWebhook(rawBody, {}, now)).toEqual({ ok: false, refusal: 'signature-missing' });
      expect(gateway.verifyWebhook(rawBody, forged, now)).toEqual({ ok: false, refusal: 'signature-wrong' });
      expect(gateway.verifyWebhook(`${rawBody} `, headers, now)).toEqual({ ok: false, refusal: 'signature-wrong' });
      expect(gateway.verifyWebhook(rawBody, headers, now.add({ minutes: 6 }))).toEqual({ ok: false, refusal: 'too-old' });
    });
  });
}
