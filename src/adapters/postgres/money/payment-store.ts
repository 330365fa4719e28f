import { type Selectable, sql } from 'kysely';
import type { Quote } from '../../../core/money/quote.ts';
import { cents } from '../../../core/shared/money.ts';
import type { Payment, PaymentStore } from '../../../ports/payment-store.ts';
import type { PaymentsTable } from '../tables-money.ts';
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
    async rateAt(residentId, at) {
      const { rows } = await sql<{ cents_per_minute: number }>`
        select t.cents_per_minute from residents r join facilities f on f.id = r.facility_id join rates t on t.facility_id = f.id
        where r.id = ${residentId} and t.effective_on <= (${at.toString()}::timestamptz at time zone f.time_zone)::date
        order by t.effective_on desc limit 1`.execute(db);
      return rows[0] ? cents(rows[0].cents_per_minute) : null;
    },
    async ratesUntil(residentId, at) {
      const { rows } = await sql<{ effective_on: string; cents_per_minute: number }>`
        select t.effective_on::text, t.cents_per_minute from residents r join facilities f on f.id = r.facility_id join rates t on t.facility_id = f.id
        where r.id = ${residentId} and t.effective_on <= (${at.toString()}::timestamptz at time zone f.time_zone)::date`.execute(db);
      return rows.map((row) => ({ effectiveOn: row.effective_on, centsPerMinute: row.cents_per_minute }));
    },
    async quoteOf(visitId) {
      const visit = await db.selectFrom('visits').select('quote').where('id', '=', visitId).executeTakeFirst();
      return (visit?.quote as Quote | undefined) ?? null;
    },
    async knowsEvent(source, eventId) {
      const known = await db
        .selectFrom('webhook_events')
        .select('event_id')
        .where('source', '=', source)
        .where('event_id', '=', eventId)
        .executeTakeFirst();
      return known !== undefined;
    },
    async noteEvent(source, eventId) {
      write(
        db
          .insertInto('webhook_events')
          .values({ source, event_id: eventId, received_at: clock.now().toString() })
          .onConflict((known) => known.doNothing()),
      );
    },
  };
}

function optional(row: Selectable<PaymentsTable> | undefined): Payment | null {
  return row ? readPayment(row) : null;
}
