import type { Quote } from '../core/money/quote.ts';
import type { DatedRate } from '../core/money/rate-days.ts';
import type { AgencyId, ResidentId, VisitId } from '../core/shared/ids.ts';
import { type Cents, cents } from '../core/shared/money.ts';
import type { Temporal } from '../core/shared/time.ts';
import type { Visit } from '../core/visit/visit.ts';

/** `needs-approval`: the bank wants a yes of the payer before it sets money aside; `failed`: another card is needed. Both end at `mendBy`. */
export type PaymentStatus = 'free' | 'no-card' | 'card-saved' | 'needs-approval' | 'authorized' | 'failed' | 'captured' | 'released';

/** The money side of one visit. Sums are those the processor confirmed; the ledger tells the same in postings. */
export interface Payment {
  readonly visitId: VisitId;
  readonly agencyId: AgencyId;
  readonly status: PaymentStatus;
  readonly setupSessionId: string | null;
  readonly setupExpiresAt: Temporal.Instant | null;
  readonly cardToken: string | null;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly authorizationId: string | null;
  readonly authorizedCents: Cents;
  readonly capturedCents: Cents;
  readonly releasedCents: Cents;
  readonly failureCode: string | null;
  readonly mendBy: Temporal.Instant | null;
  /** What `settle` answered, for receipts. */
  readonly settlement: unknown;
}

/** The money side of a visit of which nothing is noted: free where the price is zero, and then no card is ever asked for. */
export function paymentAtFirst(visit: Pick<Visit, 'id' | 'agencyId' | 'quote'>): Payment {
  return {
    visitId: visit.id,
    agencyId: visit.agencyId,
    status: visit.quote.totalCents === 0 ? 'free' : 'no-card',
    setupSessionId: null,
    setupExpiresAt: null,
    cardToken: null,
    cardBrand: null,
    cardLast4: null,
    authorizationId: null,
    authorizedCents: cents(0),
    capturedCents: cents(0),
    releasedCents: cents(0),
    failureCode: null,
    mendBy: null,
    settlement: null,
  };
}

export interface PaymentStore {
  /** Null while nothing is noted: nothing is paid for a visit that is free (`paymentAtFirst`). */
  find(visitId: VisitId): Promise<Payment | null>;
  /** The same, locked until the transaction ends; whoever locks the visit as well locks it first. */
  lock(visitId: VisitId): Promise<Payment | null>;
  bySetupSession(sessionId: string): Promise<Payment | null>;
  save(payment: Payment): Promise<void>;
  /** The rate in force at the resident's facility on the facility-local date of an instant, for quotes. */
  rateAt(residentId: ResidentId, at: Temporal.Instant): Promise<Cents | null>;
  /** Every rate of the resident's facility that has begun by an instant's facility-local date. */
  ratesUntil(residentId: ResidentId, at: Temporal.Instant): Promise<readonly DatedRate[]>;
  quoteOf(visitId: VisitId): Promise<Quote | null>;
  /** Whether an event of a webhook was acted on before. */
  knowsEvent(source: string, eventId: string): Promise<boolean>;
  noteEvent(source: string, eventId: string): Promise<void>;
}
