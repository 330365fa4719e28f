import { cents } from '../../core/shared/money.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { Payment } from '../../ports/payment-store.ts';

/** The money side of a visit that was just held: free where the price is zero, and then no card is ever asked for. */
export function newPayment(visit: Visit): Payment {
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
