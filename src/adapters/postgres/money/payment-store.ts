import type { Selectable } from 'kysely';
import type { Quote } from '../../../core/money/quote.ts';
import { cents } from '../../../core/shared/money.ts';
import type { Payment, PaymentStore } from '../../../ports/payment-store.ts';
import type { PaymentsTable } from '../tables.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { readPayment } from './payment-row.ts';

/** The money side of visits within one transaction. */
export function postgresPaymentStore({ db, clock, write }: TransactionScope): PaymentStore {
  const rows = () => db.selectFrom('payments').selectAll();

  return {
    async find(visitId) {
      return optional(await rows().where('visit_id', '=', visitId).executeTakeFirst());
    },
    async lock(visitId) {
      return optional(await rows().where('visit_id', '=', visitId).forUpdate().executeTakeFirst());
    },
    async bySetupSession(sessionId) {
      return optional(await rows().where('setup_session_id', '=', sessionId).executeTakeFirst());
    },
    async save(payment) {
      const values = {
        status: payment.status,
        setup_session_id: payment.setupSessionId,
        setup_expires_at: payment.setupExpiresAt?.toString() ?? null,
        card_token: payment.cardToken,
        card_brand: payment.cardBrand,
        card_last4: payment.cardLast4,
        authorization_id: payment.authorizationId,
        authorized_cents: String(payment.authorizedCents),
        captured_cents: String(payment.capturedCents),
        released_cents: String(payment.releasedCents),
        failure_code: payment.failureCode,
        mend_by: payment.mendBy?.toString() ?? null,
        settlement: payment.settlement === null || payment.settlement === undefined ? null : JSON.stringify(payment.settlement),
        changed_at: clock.now().toString(),
      };
      write(
        db
          .insertInto('payments')
          .values({ visit_id: payment.visitId, agency_id: payment.agencyId, ...values })
          .onConflict((known) => known.column('visit_id').doUpdateSet(values)),
      );
    },
    async rateOn(facilityId, on) {
      const rate = await db
        .selectFrom('rates')
        .select('cents_per_minute')
        .where('facility_id', '=', facilityId)
        .where('effective_on', '<=', on)
        .orderBy('effective_on', 'desc')
        .limit(1)
        .executeTakeFirst();
      return rate ? { centsPerMinute: cents(rate.cents_per_minute) } : null;
    },
    async quoteOf(visitId) {
      const visit = await db.selectFrom('visits').select('quote').where('id', '=', visitId).executeTakeFirst();
      return (visit?.quote as Quote | undefined) ?? null;
    },
    async isNewEvent(source, eventId) {
      const added = await db
        .insertInto('webhook_events')
        .values({ source, event_id: eventId, received_at: clock.now().toString() })
        .onConflict((known) => known.doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n;
    },
  };
}

function optional(row: Selectable<PaymentsTable> | undefined): Payment | null {
  return row ? readPayment(row) : null;
}
