import path from 'node:path';
import type { Logger } from 'pino';
import { visitCalendar } from '../adapters/calendar-ical/visit-calendar.ts';
import { pgBossQueue } from '../adapters/jobs-pgboss/job-queue.ts';
import { noMailer } from '../adapters/mail-nowhere/no-mailer.ts';
import { createSmtpMailer } from '../adapters/mail-smtp/smtp-mailer.ts';
import { noPaymentGateway } from '../adapters/payments-none/no-gateway.ts';
import { createSandboxGateway } from '../adapters/payments-sandbox/sandbox-gateway.ts';
import { postgresIdempotencyKeys } from '../adapters/postgres/accounts/idempotency-keys.ts';
import { connect } from '../adapters/postgres/database.ts';
import { isMigrated, migrate } from '../adapters/postgres/migrate.ts';
import { postgresUnitOfWork } from '../adapters/postgres/unit-of-work.ts';
import { randomIds } from '../adapters/random-ids/random-ids.ts';
import { systemClock } from '../adapters/system-clock/system-clock.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { Settings } from '../settings/settings.ts';
import { composeMails } from '../usecases/notices/compose-mail.ts';
import type { Foundations } from './area.ts';
import { composeAccounts } from './compose-accounts.ts';
import { composeBooking } from './compose-booking.ts';
import { composeCalls } from './compose-calls.ts';
import { prepareDemo } from './compose-demo.ts';
import type { Composition } from './http/composition.ts';

/** The app, wired but not yet at work. */
export interface Composed {
  readonly http: Composition;
  /** Brings the schema to the newest, makes the demo's data where they are missing, and starts what runs beside requests. */
  start(): Promise<void>;
  /** Stops it and lets go of the database; idempotent. */
  close(): Promise<void>;
}

/** Picks every adapter. `over` is for tests and measurements: no setting reaches it. */
export function compose(
  settings: Settings & { readonly database: { readonly url: string } },
  logger: Logger,
  over: Partial<Pick<Composition, 'rateLimits'>> = {},
): Composed {
  const { publicUrl } = settings.web;
  const clock = systemClock;
  const ids = randomIds(clock);
  const { db, pool } = connect(settings.database.url, {
    onConnectionLost: (error) => logger.warn({ err: error }, 'an idle connection to the database broke'),
  });
  const jobs = pgBossQueue(pool, (error) => logger.error({ err: error }, 'the job queue failed'));
  const work = postgresUnitOfWork({
    pool,
    clock,
    ids,
    jobs,
    composeMail: composeMails({ publicUrl, calendarOf: visitCalendar(publicUrl) }),
  });
  const base = { settings, logger, pool, db, clock, ids };
  const accounts = composeAccounts(base);
  const foundations: Foundations = { ...base, work, callers: accounts.callers };
  const calls = composeCalls(foundations);
  const payments = paymentGateway(settings);
  const mailer = settings.mail.smtpUrl ? createSmtpMailer(settings.mail.smtpUrl, settings.mail.from) : null;
  const booking = composeBooking(foundations, {
    payments,
    mailer: mailer ?? noMailer,
    jobs,
    calls: calls.deps,
    openWaitingRoom: calls.openWaitingRoom,
  });
  const areas = [accounts, booking, calls];

  return {
    http: {
      mode: settings.general.mode,
      publicUrl,
      trustProxy: settings.web.trustProxy,
      mediaUrl: settings.media.livekitUrl,
      connectSources: settings.media.livekitPublicUrl ? [settings.media.livekitPublicUrl] : [],
      formTargets: settings.payments.processor === 'sandbox' ? [settings.payments.sandboxUrl] : [],
      webFolder: path.resolve(import.meta.dirname, '../../dist'),
      logger,
      clock,
      callers: accounts.callers,
      idempotency: postgresIdempotencyKeys(db),
      rateLimits: over.rateLimits ?? 'on',
      handlers: { ...accounts.handlers, ...booking.handlers, ...calls.handlers },
      plugins: areas.flatMap((area) => area.plugins),
      checkReady: async () => {
        if (!(await isMigrated(pool))) throw new Error('the schema is not the newest');
      },
    },
    async start() {
      await migrate(pool);
      if (settings.general.mode === 'demo') await prepareDemo(foundations, { accounts, calls, payments });
      for (const area of areas) await area.start();
    },
    async close() {
      for (const area of areas.toReversed()) await area.close();
      mailer?.close();
      await db.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}

function paymentGateway({ payments }: Settings): PaymentGateway {
  const { processor, sandboxUrl, apiKey, webhookSecret } = payments;
  if (processor === 'none' || apiKey === null || webhookSecret === null) return noPaymentGateway();
  return createSandboxGateway({ url: sandboxUrl, apiKey, webhookSecret });
}
