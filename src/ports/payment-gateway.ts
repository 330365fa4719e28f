import type { Cents } from '../core/shared/money.ts';
import type { Result } from '../core/shared/result.ts';
import type { Temporal } from '../core/shared/time.ts';

/** What we may know and keep of a card: never its number. */
export interface SavedCard {
  readonly token: string;
  /** As the processor says it: `visa`, `mastercard` … */
  readonly brand: string;
  readonly last4: string;
  /** 1–12. */
  readonly expMonth: number;
  /** Four digits. */
  readonly expYear: number;
}

export interface CardSetupWish {
  /** Comes back in every event about this setup; we pass the visit's id. */
  readonly reference: string;
  /** Whose card it is; we pass the visitor's id. */
  readonly payerReference: string;
  /** What the hosted page speaks, and later the bank's page about this card where the processor has a say in it; null leaves it to the browser. */
  readonly language: 'en' | 'es' | null;
  /** Where the hosted page sends the browser when the card is saved. */
  readonly successUrl: string;
  /** Where it sends the browser when the visitor turns back. */
  readonly cancelUrl: string;
  /**
   * When the hosted page should close by itself; null leaves it to the processor. Processors insist on a shortest life (30 minutes
   * at Stripe, longer than our hold) and close the page when they please if the wish is shorter: expire the setup yourself when the hold ends.
   */
  readonly expiresAt: Temporal.Instant | null;
}

export type CardSetupState =
  | { readonly status: 'open' }
  | { readonly status: 'complete'; readonly card: SavedCard }
  | { readonly status: 'expired' };

export interface AuthorizationWish {
  readonly cardToken: string;
  /** US dollars, more than 0. */
  readonly amountCents: Cents;
  /** Comes back in every event about it; we pass the visit's id. */
  readonly reference: string;
  /** Where the bank's page sends the browser when the payer has answered. */
  readonly returnUrl?: string;
}

export type Authorization =
  | { readonly status: 'authorized'; readonly id: string }
  | { readonly status: 'declined'; readonly id: string; readonly declineCode: string }
  /** The bank wants the payer to approve: send them to `actionUrl`; an event tells how it ended. */
  | { readonly status: 'needs-action'; readonly id: string; readonly actionUrl: string }
  /** Given back, taken back before the bank had its answer, or lapsed: nothing is set aside. */
  | { readonly status: 'released'; readonly id: string };

interface EventHead {
  /** The same in every delivery of one event: processors send twice, late and out of order. */
  readonly id: string;
  readonly at: Temporal.Instant;
}

export type PaymentEvent = EventHead &
  (
    | { readonly kind: 'card-setup-completed' | 'card-setup-expired'; readonly setupId: string; readonly reference: string }
    | { readonly kind: 'authorization-succeeded'; readonly authorizationId: string; readonly reference: string }
    | { readonly kind: 'authorization-failed'; readonly authorizationId: string; readonly reference: string; readonly declineCode: string }
    | { readonly kind: 'captured' | 'refunded'; readonly authorizationId: string; readonly reference: string; readonly amountCents: Cents }
    /** Genuine, but nothing we act on: acknowledge it, else the processor sends it for days. */
    | { readonly kind: 'other' }
  );

/** Why a webhook is not believed. */
export type WebhookRefusal = 'signature-missing' | 'signature-wrong' | 'too-old' | 'not-understood';

/**
 * The card processor. Every call that changes something takes an idempotency key: the same key and wish give the same answer,
 * so a call whose answer was lost is simply made again.
 * All methods throw `PaymentRefused` when the processor says no and `PaymentUnavailable` when it cannot be asked.
 */
export interface PaymentGateway {
  /** False where no processor is connected: then every other method throws, and visits can only be free of charge. */
  readonly takesCards: boolean;
  /** Opens a hosted page that saves a card. Nothing is charged. */
  openCardSetup(wish: CardSetupWish, idempotencyKey: string): Promise<{ readonly id: string; readonly url: string }>;
  /** Closes the hosted page; calm when it is closed already. Answers the state that holds, which may be `complete`. */
  expireCardSetup(setupId: string): Promise<CardSetupState>;
  readCardSetup(setupId: string): Promise<CardSetupState>;
  /** Sets money aside on a saved card. A decline is an answer, not an error. */
  authorize(wish: AuthorizationWish, idempotencyKey: string): Promise<Authorization>;
  /** One that was captured reads as `authorized`: our own records say what became of it. */
  readAuthorization(authorizationId: string): Promise<Authorization>;
  /** Takes up to what was authorized, once; the rest is released. More than 0: else `release`. */
  capture(authorizationId: string, amountCents: Cents, idempotencyKey: string): Promise<void>;
  /** Gives all of it back, or takes back the bank's question; calm when that is done already. `not-authorized` after a decline. */
  release(authorizationId: string, idempotencyKey: string): Promise<void>;
  /** Pays back; all refunds together never exceed what was captured. */
  refund(authorizationId: string, amountCents: Cents, idempotencyKey: string): Promise<void>;
  /** Deletes a saved card; calm when it is gone. */
  forgetCard(cardToken: string): Promise<void>;
  /**
   * Checks that a webhook comes from the processor and is fresh.
   * @param rawBody the bytes as they came, before any parsing
   * @param headers lower-case names
   */
  verifyWebhook(
    rawBody: string,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    now: Temporal.Instant,
  ): Result<PaymentEvent, WebhookRefusal>;
}

export type PaymentRefusalCode =
  | 'not-found'
  | 'already-captured'
  | 'already-released'
  | 'not-authorized'
  | 'amount-too-large'
  | 'idempotency-conflict'
  | 'bad-request';

/** The processor understood and says no; asking again does not help. */
export class PaymentRefused extends Error {
  readonly code: PaymentRefusalCode;

  constructor(code: PaymentRefusalCode, message: string) {
    super(`the card processor refuses (${code}): ${message}`);
    this.name = 'PaymentRefused';
    this.code = code;
  }
}

/** The processor could not be asked, or its answer was lost: ask again with the same idempotency key. */
export class PaymentUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PaymentUnavailable';
  }
}
