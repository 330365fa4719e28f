import { createHmac } from 'node:crypto';
import { readEvent } from '../../src/adapters/payments-sandbox/webhook-event.ts';
import { checkSignature } from '../../src/adapters/payments-sandbox/webhook-signature.ts';
import type { Cents } from '../../src/core/shared/money.ts';
import {
  type Authorization,
  type CardSetupState,
  type PaymentGateway,
  PaymentRefused,
  PaymentUnavailable,
} from '../../src/ports/payment-gateway.ts';
import type { PayerCard, ReceivedWebhook } from './payment-gateway-contract.ts';

interface FakeSetup {
  id: string;
  reference: string;
  language: 'en' | 'es' | null;
  state: CardSetupState;
}
interface FakeAuthorization {
  id: string;
  reference: string;
  amountCents: number;
  status: Authorization['status'] | 'captured' | 'released';
  declineCode: string;
  capturedCents: number;
  refundedCents: number;
}

const secret = 'secret of the fake card processor';

/** A card processor in memory for tests of use cases, with the means to play the payer and to fail. It passes the same contract as the sandbox. */
export class FakePaymentGateway implements PaymentGateway {
  /** Every webhook it would have sent, in order. */
  readonly webhooks: ReceivedWebhook[] = [];
  /** While true, every call throws `PaymentUnavailable`. */
  unavailable = false;
  /** False plays a platform without a processor. */
  takesCards = true;
  private readonly setups = new Map<string, FakeSetup>();
  private readonly cards = new Map<string, PayerCard>();
  private readonly authorizations = new Map<string, FakeAuthorization>();
  private readonly answers = new Map<string, { wish: string; answer: unknown; refusal: unknown }>();
  private lastId = 0;

  /** What the hosted page of a setup speaks to a browser that speaks English. */
  languageAt(setupId: string): 'en' | 'es' {
    return this.setup(setupId).language ?? 'en';
  }

  /** The payer fills the hosted page. */
  saveCard(setupId: string, card: PayerCard, answer: 'approve' | 'refuse' = 'approve'): void {
    const setup = this.setup(setupId);
    if (setup.state.status !== 'open' || card === 'declined-at-once' || (card === 'second-step' && answer === 'refuse')) return;
    const token = this.nextId('card');
    this.cards.set(token, card);
    setup.state = { status: 'complete', card: { token, brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034 } };
    this.sendWebhook('setup_session.completed', { setupSessionId: setupId, reference: setup.reference });
  }

  /** The payer answers the bank's question. */
  answerBank(authorizationId: string, answer: 'approve' | 'refuse'): void {
    this.decide(this.authorization(authorizationId), answer === 'approve' ? null : 'authentication-refused');
  }

  /** A genuine webhook; called by tests, one that contradicts the state: processors deliver late and out of order. */
  sendWebhook(type: string, data: Record<string, string | number>): void {
    const rawBody = JSON.stringify({ id: this.nextId('evt'), type, createdAt: new Date().toISOString(), data });
    const time = Math.floor(Date.now() / 1_000);
    const signature = createHmac('sha256', secret).update(`${time}.${rawBody}`).digest('hex');
    this.webhooks.push({ rawBody, headers: { 'x-openvisit-signature': `t=${time},v1=${signature}` } });
  }

  async openCardSetup(wish: Parameters<PaymentGateway['openCardSetup']>[0], idempotencyKey: string): Promise<{ id: string; url: string }> {
    return this.once(idempotencyKey, ['openCardSetup', { ...wish, expiresAt: null }], () => {
      const id = this.nextId('cs');
      this.setups.set(id, { id, reference: wish.reference, language: wish.language, state: { status: 'open' } });
      return { id, url: `http://processor.example/pay/${id}` };
    });
  }

  async expireCardSetup(setupId: string): Promise<CardSetupState> {
    this.reach();
    const setup = this.setup(setupId);
    if (setup.state.status === 'open') {
      setup.state = { status: 'expired' };
      this.sendWebhook('setup_session.expired', { setupSessionId: setupId, reference: setup.reference });
    }
    return setup.state;
  }

  async readCardSetup(setupId: string): Promise<CardSetupState> {
    this.reach();
    return this.setup(setupId).state;
  }

  async authorize(wish: Parameters<PaymentGateway['authorize']>[0], idempotencyKey: string): Promise<Authorization> {
    return this.once(idempotencyKey, ['authorize', wish], () => {
      const card = this.cards.get(wish.cardToken);
      if (!card) throw new PaymentRefused('not-found', 'no such card');
      const { reference, amountCents } = wish;
      const made = {
        id: this.nextId('auth'),
        reference,
        amountCents,
        status: 'needs-action',
        declineCode: '',
        capturedCents: 0,
        refundedCents: 0,
      } as const;
      const authorization: FakeAuthorization = { ...made };
      this.authorizations.set(made.id, authorization);
      if (card !== 'second-step-at-authorization') this.decide(authorization, card === 'declined-later' ? 'card-declined' : null);
      return this.view(authorization);
    });
  }

  async readAuthorization(authorizationId: string): Promise<Authorization> {
    this.reach();
    return this.view(this.authorization(authorizationId));
  }

  async capture(authorizationId: string, amountCents: Cents, idempotencyKey: string): Promise<void> {
    this.once(idempotencyKey, ['capture', authorizationId, amountCents], () => {
      const authorization = this.authorization(authorizationId);
      if (authorization.status === 'captured') throw new PaymentRefused('already-captured', 'captured before');
      if (authorization.status === 'released') throw new PaymentRefused('already-released', 'released before');
      if (authorization.status !== 'authorized') throw new PaymentRefused('not-authorized', authorization.status);
      if (amountCents > authorization.amountCents) throw new PaymentRefused('amount-too-large', 'more than set aside');
      Object.assign(authorization, { status: 'captured', capturedCents: amountCents });
      this.sendWebhook('capture.succeeded', { authorizationId, reference: authorization.reference, amountCents });
    });
  }

  async release(authorizationId: string, idempotencyKey: string): Promise<void> {
    this.once(idempotencyKey, ['release', authorizationId], () => {
      const authorization = this.authorization(authorizationId);
      if (authorization.status === 'captured') throw new PaymentRefused('already-captured', 'captured before');
      if (authorization.status === 'declined') throw new PaymentRefused('not-authorized', 'declined');
      authorization.status = 'released';
    });
  }

  async refund(authorizationId: string, amountCents: Cents, idempotencyKey: string): Promise<void> {
    this.once(idempotencyKey, ['refund', authorizationId, amountCents], () => {
      const authorization = this.authorization(authorizationId);
      if (authorization.status !== 'captured') throw new PaymentRefused('not-authorized', 'nothing was captured');
      if (authorization.refundedCents + amountCents > authorization.capturedCents)
        throw new PaymentRefused('amount-too-large', 'more than captured');
      authorization.refundedCents += amountCents;
      this.sendWebhook('refund.succeeded', { authorizationId, reference: authorization.reference, amountCents });
    });
  }

  async forgetCard(cardToken: string): Promise<void> {
    this.reach();
    this.cards.delete(cardToken);
  }

  verifyWebhook(...[rawBody, headers, now]: Parameters<PaymentGateway['verifyWebhook']>): ReturnType<PaymentGateway['verifyWebhook']> {
    const checked = checkSignature(rawBody, headers['x-openvisit-signature'], secret, now.epochMilliseconds);
    return checked.ok ? readEvent(rawBody) : checked;
  }

  private once<T>(key: string, wishParts: unknown, work: () => T): T {
    this.reach();
    const wish = JSON.stringify(wishParts);
    const kept = this.answers.get(key);
    if (kept && kept.wish !== wish) throw new PaymentRefused('idempotency-conflict', 'another wish under the same key');
    if (kept?.refusal) throw kept.refusal;
    if (kept) return kept.answer as T;
    try {
      const answer = work();
      this.answers.set(key, { wish, answer, refusal: null });
      return answer;
    } catch (refusal) {
      this.answers.set(key, { wish, answer: null, refusal });
      throw refusal;
    }
  }

  private reach(): void {
    if (this.unavailable) throw new PaymentUnavailable('the fake card processor plays dead');
  }

  private decide(authorization: FakeAuthorization, declineCode: string | null): void {
    if (authorization.status !== 'needs-action') return;
    const { id: authorizationId, reference } = authorization;
    Object.assign(authorization, { status: declineCode ? 'declined' : 'authorized', declineCode: declineCode ?? '' });
    if (declineCode) this.sendWebhook('authorization.failed', { authorizationId, reference, declineCode });
    else this.sendWebhook('authorization.succeeded', { authorizationId, reference });
  }

  private view({ id, status, declineCode }: FakeAuthorization): Authorization {
    if (status === 'declined') return { status, id, declineCode };
    if (status === 'needs-action') return { status, id, actionUrl: `http://processor.example/approve/${id}` };
    return { status: status === 'released' ? 'released' : 'authorized', id };
  }

  private setup(id: string): FakeSetup {
    const setup = this.setups.get(id);
    if (!setup) throw new PaymentRefused('not-found', 'no such setup');
    return setup;
  }

  private authorization(id: string): FakeAuthorization {
    const authorization = this.authorizations.get(id);
    if (!authorization) throw new PaymentRefused('not-found', 'no such authorization');
    return authorization;
  }

  private nextId(prefix: string): string {
    this.lastId += 1;
    return `${prefix}_${this.lastId}`;
  }
}
