import type { Selectable } from 'kysely';
import { cents } from '../../../core/shared/money.ts';
import type { Payment } from '../../../ports/payment-store.ts';
import { readOptionalInstant } from '../range.ts';
import type { PaymentsTable } from '../tables-money.ts';

/** A row of `payments` as the money side of its visit. Sums come as text or, out of JSON, as numbers. */
export function readPayment(row: Selectable<PaymentsTable>): Payment {
  return {
    visitId: row.visit_id as Payment['visitId'],
    agencyId: row.agency_id as Payment['agencyId'],
    status: row.status as Payment['status'],
    setupSessionId: row.setup_session_id,
    setupExpiresAt: readOptionalInstant(row.setup_expires_at),
    cardToken: row.card_token,
    cardBrand: row.card_brand,
    cardLast4: row.card_last4,
    authorizationId: row.authorization_id,
    authorizedCents: cents(Number(row.authorized_cents)),
    capturedCents: cents(Number(row.captured_cents)),
    releasedCents: cents(Number(row.released_cents)),
    failureCode: row.failure_code,
    mendBy: readOptionalInstant(row.mend_by),
    settlement: row.settlement,
  };
}
