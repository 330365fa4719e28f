import { type Selectable, sql } from 'kysely';
import type { Quote } from '../../../core/money/quote.ts';
import { cents } from '../../../core/shared/money.ts';
import type { Payment, PaymentStore } from '../../../ports/payment-store.ts';
import type { PaymentsTable } from '../tables-money.ts';
import type { Question, TransactionScope } from '../transaction-scope.ts';
import { askers } from '../turns/of-many.ts';
import { readPayment, writePayment } from './payment-row.ts';

const lock: Question = {
  name: 'lock-payment',
  text: 'select * from payments where visit_id = $1 for update',
  ofMany: {
    name: 'lock-payment-of-many',
    text: `select q.place::int, p.* from ${askers(['text'])} join payments p on p.visit_id = q.v1 for update of p skip locked`,
  },
};

/** The money side of visits within one transaction. */
export function postgresPaymentStore({ db, clock, write, put, ask, turn, seen }: TransactionScope): PaymentStore {
  const rows = () => db.selectFrom('payments').selectAll();

  return {
    async find(visitId) {
      return optional(await rows().where('visit_id', '=', visitId).executeTakeFirst());
    },
    async lock(visitId) {
      await turn?.own([`visit:${visitId}`]);
      const { rows } = await ask(lock, [visitId]);
      if (rows.length === 0) turn?.leave();
      const payment = optional(rows[0] as Selectable<PaymentsTable> | undefined);
      if (payment) seen.keepPayment(payment);
      return payment;
    },
    async bySetupSession(sessionId) {
      return optional(await rows().where('setup_session_id', '=', sessionId).executeTakeFirst());
    },
    async save(payment) {
      put('payments', [writePayment(payment, clock.now())]);
      seen.keepPayment(payment);
    },
    async rateAt(residentId, at) {
      if (seen.pair?.residentId === residentId) return seen.pair.rateAt(at);
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
