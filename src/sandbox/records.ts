import { randomBytes } from 'node:crypto';
import type { Language } from './page-text.ts';
import type { CardConduct } from './test-cards.ts';

/** A hosted page's life. Times are ISO 8601. */
export interface SetupSession {
  id: string;
  reference: string;
  customerReference: string;
  successUrl: string;
  cancelUrl: string;
  language: Language | null;
  expiresAt: string;
  status: 'open' | 'complete' | 'expired';
  cardToken: string | null;
  /** A card that waits for the bank's second step. */
  pending: CardRecord | null;
}

/** All the processor keeps of a card. */
export interface CardRecord {
  token: string;
  customerReference: string;
  language: Language | null;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  conduct: CardConduct;
  deleted: boolean;
}

export interface AuthorizationRecord {
  id: string;
  cardToken: string;
  amountCents: number;
  currency: string;
  reference: string;
  status: 'authorized' | 'declined' | 'needs-action' | 'captured' | 'released';
  declineCode: string | null;
  returnUrl: string | null;
  language: Language | null;
  capturedCents: number;
  refundedCents: number;
  createdAt: string;
}

export type EventType =
  | 'setup_session.completed'
  | 'setup_session.expired'
  | 'authorization.succeeded'
  | 'authorization.failed'
  | 'capture.succeeded'
  | 'refund.succeeded';

export interface WebhookEvent {
  id: string;
  type: EventType;
  createdAt: string;
  data: Record<string, string | number | null>;
}

/** An event that the receiver has not acknowledged yet. */
export interface Delivery {
  id: string;
  event: WebhookEvent;
  attempts: number;
  done: boolean;
}

/** The answer kept for an idempotency key. */
export interface KeptAnswer {
  id: string;
  wish: string;
  status: number;
  body: unknown;
}

/** 128 random bits: a session's address is all that protects its page. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('hex')}`;
}
