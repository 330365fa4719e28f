import { visitCalendar } from '../adapters/calendar-ical/visit-calendar.ts';
import type { JobQueue } from '../adapters/jobs-pgboss/job-queue.ts';
import { postgresOutbox } from '../adapters/postgres/notices/outbox.ts';
import type { VisitId } from '../core/shared/ids.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import { authorizeVisit } from '../usecases/billing/authorize-visit.ts';
import { endUnmended } from '../usecases/billing/end-unmended.ts';
import { onDeadline } from '../usecases/billing/platform-caller.ts';
import { settleVisit } from '../usecases/billing/settle-visit.ts';
import type { CallDependencies } from '../usecases/calls/call-dependencies.ts';
import { dressMails } from '../usecases/notices/dress-mail.ts';
import type { BookingDependencies } from '../usecases/visits/booking-dependencies.ts';
import { lapseVisit } from '../usecases/visits/lapse-visit.ts';
import type { Area, Foundations } from './area.ts';
import type { BookingRouteKey } from './http/route-groups.ts';
import { schedulingHandlers } from './http/staff/scheduling.ts';
import { bookingHandlers } from './http/visitor/booking.ts';
import { calendarFile } from './http/visitor/calendar.ts';
import { paymentWebhookHandlers } from './http/webhooks/payments.ts';
import { repeat } from './jobs/repeat.ts';
import { type DeadlineActs, runDueDeadlines } from './jobs/run-deadlines.ts';
import { sendWaitingMails } from './jobs/send-mails.ts';

/** What booking asks of its neighbors. */
export interface BookingNeighbors {
  readonly payments: PaymentGateway;
  readonly mailer: Mailer;
  /** Wakes this process in the transaction of a change; without it the sweep alone finds what is due. */
  readonly jobs: JobQueue | null;
  readonly calls: Pick<CallDependencies, 'clock' | 'work' | 'waker'>;
  /** Carries out the deadline `open`: the waiting room of a visit opens. */
  readonly openWaitingRoom: (visitId: VisitId) => Promise<void>;
}

/** How often rows of deadlines and mails are looked at, whatever wakes or does not. */
const SWEEP_MILLISECONDS = 1_000;

/** Booking, deciding, paying; deadlines and mails beside the requests. */
export function composeBooking(foundations: Foundations, neighbors: BookingNeighbors): Area<BookingRouteKey> {
  const { settings, logger, db, clock, ids, work, callers } = foundations;
  const { payments, mailer, jobs, calls, openWaitingRoom } = neighbors;
  const publicUrl = settings.web.publicUrl.replace(/\/$/, '');
  const onPaymentRefused: BookingDependencies['onPaymentRefused'] = (err, visitId) =>
    logger.error(
      { err, visitId },
      'the card processor says no, and asking again will not help: nothing is set aside or taken for this visit',
    );
  const deps: BookingDependencies = { clock, ids, work, payments, publicUrl, onPaymentRefused };
  const acts: DeadlineActs = {
    lapse: (visitId) => lapseVisit(deps, onDeadline, visitId),
    authorize: (visitId) => authorizeVisit(deps, onDeadline, visitId),
    'mend-payment': (visitId) => endUnmended(deps, onDeadline, visitId),
    settle: (visitId) => settleVisit(deps, onDeadline, visitId),
    open: openWaitingRoom,
    // The watcher of calls keeps its own clock; a tick only makes it look at once.
    'call-tick': async (visitId) => calls.waker.wake(visitId),
  };
  let loops: { readonly deadlines: ReturnType<typeof repeat>; readonly mails: ReturnType<typeof repeat> } | null = null;

  const begin = () => ({
    deadlines: repeat(
      SWEEP_MILLISECONDS,
      () =>
        runDueDeadlines({
          clock,
          work,
          acts,
          onFailure: (err, { kind, visitId }) => logger.error({ err, kind, visitId }, 'a deadline failed and will come back'),
        }),
      (err) => logger.error({ err }, 'deadlines could not be read'),
    ),
    mails: repeat(
      SWEEP_MILLISECONDS,
      () =>
        sendWaitingMails({
          clock,
          outbox: postgresOutbox(db),
          mailer,
          dressMail: dressMails(visitCalendar),
          onFailure: (err, mailId) => logger.error({ err, mailId }, 'the mail server did not take a mail, which is kept and tried again'),
        }),
      (err) => logger.error({ err }, 'mails could not be read'),
    ),
  });

  return {
    handlers: { ...bookingHandlers(deps), ...schedulingHandlers(deps, calls), ...paymentWebhookHandlers(deps) },
    plugins: [calendarFile({ callers, deps, calendarText: visitCalendar })],
    async start() {
      loops ??= begin();
      await jobs?.start({ deadlines: loops.deadlines.wake });
    },
    async close() {
      const stopped = loops;
      loops = null;
      await jobs?.close();
      await stopped?.deadlines.close();
      await stopped?.mails.close();
    },
  };
}
