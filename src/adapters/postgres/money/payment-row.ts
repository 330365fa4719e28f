import type { Selectable } from 'kysely';
import { cents } from '../../../core/shared/money.ts';
import type { Temporal } from '../../../core/shared/time.ts';
import type { Payment } from '../../../ports/payment-store.ts';
import { readOptionalInstant, writeInstant, writeOptionalInstant } from '../range.ts';
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

/** What changes in the row of a payment, as `writePayment` writes it. */
export const paymentColumns = [
  'status',
  'setup_session_id',
  'setup_expires_at',
  'card_token',
  'card_brand',
  'card_last4',
  'authorization_id',
  'authorized_cents',
  'captured_cents',
  'released_cents',
  'failure_code',
  'mend_by',
  'settlement',
  'changed_at',
] as const;

/** The row of a payment as JSON, without what is null. */
export function writePayment(
  payment: Payment,
  now: Temporal.Instant,
): Record<(typeof paymentColumns)[number] | 'visit_id' | 'agency_id', unknown> {
  return {
    visit_id: payment.visitId,
    agency_id: payment.agencyId,
    status: payment.status,
    setup_session_id: payment.setupSessionId ?? undefined,
    setup_expires_at: writeOptionalInstant(payment.setupExpiresAt),
    card_token: payment.cardToken ?? undefined,
    card_brand: payment.cardBrand ?? undefined,
    card_last4: payment.cardLast4 ?? undefined,
    authorization_id: payment.authorizationId ?? undefined,
    authorized_cents: payment.authorizedCents,
    captured_cents: payment.capturedCents,
    released_cents: payment.releasedCents,
    failure_code: payment.failureCode ?? undefined,
    mend_by: writeOptionalInstant(payment.mendBy),
    settlement: payment.settlement ?? undefined,
    changed_at: writeInstant(now),
  };
}
