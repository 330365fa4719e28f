import { ApiError } from './api-error.ts';
import type { Journal } from './journal.ts';
import { type AuthorizationRecord, type CardRecord, type EventType, newId } from './records.ts';

export interface AuthorizationWish {
  cardToken: string;
  amountCents: number;
  currency: string;
  reference: string;
  /** Where the page of a second step sends the browser afterwards. */
  returnUrl?: string | undefined;
}

type Tell = (type: EventType, data: Record<string, string | number | null>) => void;

/** Card networks let a hold lapse after about a week. */
const holdMilliseconds = 7 * 24 * 60 * 60 * 1_000;

/** Money set aside on saved cards, taken, given back. */
export class Authorizations {
  private readonly journal: Journal;
  private readonly tell: Tell;

  constructor(journal: Journal, tell: Tell) {
    this.journal = journal;
    this.tell = tell;
  }

  readCard(token: string): CardRecord {
    const card = this.journal.get('card', token);
    if (!card || card.deleted) throw new ApiError('not-found', 'there is no such card');
    return card;
  }

  deleteCard(token: string): void {
    const card = this.readCard(token);
    this.journal.put('card', token, { ...card, deleted: true });
  }

  authorize(wish: AuthorizationWish): AuthorizationRecord {
    const { conduct, language } = this.readCard(wish.cardToken);
    const { returnUrl = null, ...rest } = wish;
    const head = {
      id: newId('auth'),
      ...rest,
      returnUrl,
      language,
      capturedCents: 0,
      refundedCents: 0,
      createdAt: new Date().toISOString(),
    };
    if (conduct === 'second-step-at-authorization') return this.save({ ...head, status: 'needs-action', declineCode: null });
    const declined = conduct === 'declined-later';
    return this.decide({ ...head, status: 'needs-action', declineCode: null }, declined ? 'card-declined' : null);
  }

  /** The payer answered the bank's question; only the first answer counts. */
  answerSecondStep(id: string, approved: boolean): AuthorizationRecord {
    const authorization = this.read(id);
    if (authorization.status !== 'needs-action') return authorization;
    return this.decide(authorization, approved ? null : 'authentication-refused');
  }

  read(id: string): AuthorizationRecord {
    const authorization = this.journal.get('authorization', id);
    if (!authorization) throw new ApiError('not-found', 'there is no such authorization');
    const lapsed = authorization.status === 'authorized' && Date.parse(authorization.createdAt) + holdMilliseconds <= Date.now();
    return lapsed ? this.save({ ...authorization, status: 'released' }) : authorization;
  }

  /** Once, up to what was authorized; the rest is released. */
  capture(id: string, amountCents: number): AuthorizationRecord {
    const authorization = this.read(id);
    if (authorization.status === 'captured') throw new ApiError('already-captured', 'it was captured before; a hold can be captured once');
    if (authorization.status === 'released') throw new ApiError('already-released', 'it was released or has lapsed');
    if (authorization.status !== 'authorized') throw new ApiError('not-authorized', `it is ${authorization.status}`);
    if (amountCents > authorization.amountCents)
      throw new ApiError('amount-too-large', `only ${authorization.amountCents} cents were authorized`);
    const captured = this.save({ ...authorization, status: 'captured', capturedCents: amountCents });
    this.tell('capture.succeeded', { authorizationId: id, reference: captured.reference, amountCents });
    return captured;
  }

  /** Calm when it was released before. */
  release(id: string): AuthorizationRecord {
    const authorization = this.read(id);
    if (authorization.status === 'released') return authorization;
    if (authorization.status === 'captured') throw new ApiError('already-captured', 'it was captured; refund it instead');
    if (authorization.status === 'declined') throw new ApiError('not-authorized', 'it was declined, so nothing is set aside');
    return this.save({ ...authorization, status: 'released' });
  }

  refund(id: string, amountCents: number): AuthorizationRecord {
    const authorization = this.read(id);
    if (authorization.status !== 'captured') throw new ApiError('not-authorized', 'nothing was captured');
    const refundedCents = authorization.refundedCents + amountCents;
    if (refundedCents > authorization.capturedCents)
      throw new ApiError(
        'amount-too-large',
        `of ${authorization.capturedCents} captured cents ${authorization.refundedCents} are refunded already`,
      );
    const refunded = this.save({ ...authorization, refundedCents });
    this.tell('refund.succeeded', { authorizationId: id, reference: refunded.reference, amountCents });
    return refunded;
  }

  private decide(authorization: AuthorizationRecord, declineCode: string | null): AuthorizationRecord {
    const decided = this.save({ ...authorization, status: declineCode ? 'declined' : 'authorized', declineCode });
    const { id: authorizationId, reference } = decided;
    if (declineCode) this.tell('authorization.failed', { authorizationId, reference, declineCode });
    else this.tell('authorization.succeeded', { authorizationId, reference });
    return decided;
  }

  private save(authorization: AuthorizationRecord): AuthorizationRecord {
    this.journal.put('authorization', authorization.id, authorization);
    return authorization;
  }
}
