import { ApiError } from './api-error.ts';
import type { Journal } from './journal.ts';
import type { Language } from './page-text.ts';
import { type CardRecord, type EventType, newId, type SetupSession } from './records.ts';
import { type CardFault, checkCard, type TypedCard } from './test-cards.ts';

export interface SetupWish {
  reference: string;
  customerReference: string;
  successUrl: string;
  cancelUrl: string;
  language?: Language | undefined;
  /** ISO 8601. */
  expiresAt?: string | undefined;
}

export type PageAnswer =
  | { kind: 'saved' }
  | { kind: 'second-step' }
  | { kind: 'declined' }
  | { kind: 'refused-by-bank' }
  | { kind: 'fault'; fault: CardFault }
  | { kind: 'closed' };

type Tell = (type: EventType, data: Record<string, string | number | null>) => void;

/** Limits of Stripe Checkout (`expires_at`), so that what works here works there. */
const shortestMinutes = 30;
const longestMinutes = 24 * 60;

/** Hosted pages that save a card. Nothing is ever charged by them. */
export class SetupSessions {
  private readonly journal: Journal;
  private readonly tell: Tell;

  constructor(journal: Journal, tell: Tell) {
    this.journal = journal;
    this.tell = tell;
  }

  /** @throws ApiError when the page would live shorter than 30 minutes or longer than a day */
  open(wish: SetupWish): SetupSession {
    const now = Date.now();
    const expiresAt = wish.expiresAt ? Date.parse(wish.expiresAt) : now + longestMinutes * 60_000;
    const minutes = (expiresAt - now) / 60_000;
    if (minutes < shortestMinutes || minutes > longestMinutes)
      throw new ApiError('bad-request', `expiresAt must be between ${shortestMinutes} minutes and ${longestMinutes / 60} hours from now`);
    const { reference, customerReference, successUrl, cancelUrl, language = null } = wish;
    const common = { reference, customerReference, successUrl, cancelUrl, language, expiresAt: new Date(expiresAt).toISOString() };
    return this.save({ id: newId('cs'), ...common, status: 'open', cardToken: null, pending: null });
  }

  /** The session as it is now: one whose time is over has expired, whether or not anybody looked. */
  read(id: string): SetupSession {
    const session = this.journal.get('session', id);
    if (!session) throw new ApiError('not-found', 'there is no such setup session');
    return session.status === 'open' && Date.parse(session.expiresAt) <= Date.now() ? this.expire(id) : session;
  }

  /** Calm when it is complete or expired already. */
  expire(id: string): SetupSession {
    const session = this.journal.get('session', id);
    if (!session) throw new ApiError('not-found', 'there is no such setup session');
    if (session.status !== 'open') return session;
    const expired = this.save({ ...session, status: 'expired', pending: null });
    this.tell('setup_session.expired', { setupSessionId: id, reference: session.reference });
    return expired;
  }

  /** Expires whatever is overdue, so that the webhook comes without anybody looking. */
  expireOverdue(): void {
    for (const { id } of this.journal.all('session')) this.read(id);
  }

  /** The form was sent. */
  submit(id: string, typed: TypedCard): PageAnswer {
    const session = this.read(id);
    if (session.status !== 'open') return { kind: session.status === 'complete' ? 'saved' : 'closed' };
    const checked = checkCard(typed, new Date());
    if (checked.fault !== null) return { kind: 'fault', fault: checked.fault };
    const { card, last4, expMonth, expYear } = checked;
    if (card.key === 'declined-at-once') return { kind: 'declined' };
    const { customerReference, language } = session;
    const record = {
      token: newId('card'),
      customerReference,
      language,
      brand: card.brand,
      last4,
      expMonth,
      expYear,
      conduct: card.key,
      deleted: false,
    };
    if (card.key === 'second-step') {
      this.save({ ...session, pending: record });
      return { kind: 'second-step' };
    }
    return this.complete(session, record);
  }

  /** The bank's question was answered. */
  answerSecondStep(id: string, approved: boolean): PageAnswer {
    const session = this.read(id);
    if (session.status !== 'open') return { kind: session.status === 'complete' ? 'saved' : 'closed' };
    if (!session.pending) return { kind: 'refused-by-bank' };
    if (approved) return this.complete(session, session.pending);
    this.save({ ...session, pending: null });
    return { kind: 'refused-by-bank' };
  }

  private complete(session: SetupSession, card: CardRecord): PageAnswer {
    this.journal.put('card', card.token, card);
    this.save({ ...session, status: 'complete', cardToken: card.token, pending: null });
    this.tell('setup_session.completed', { setupSessionId: session.id, reference: session.reference });
    return { kind: 'saved' };
  }

  private save(session: SetupSession): SetupSession {
    this.journal.put('session', session.id, session);
    return session;
  }
}
