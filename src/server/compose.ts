import path from 'node:path';
import type { Logger } from 'pino';
import { pgBossQueue } from '../adapters/jobs-pgboss/job-queue.ts';
import { keptMailer } from '../adapters/mail-kept/kept-mailer.ts';
import { createSmtpMailer } from '../adapters/mail-smtp/smtp-mailer.ts';
import { noPayments } from '../adapters/payments-none/no-payments.ts';
import { createSandboxGateway } from '../adapters/payments-sandbox/sandbox-gateway.ts';
import { postgresIdempotencyKeys } from '../adapters/postgres/accounts/idempotency-keys.ts';
import { connect, connectTurns } from '../adapters/postgres/database.ts';
import { checkSchema, migrate } from '../adapters/postgres/migrate.ts';
import { postgresUnitOfWork } from '../adapters/postgres/unit-of-work.ts';
import { randomIds } from '../adapters/random-ids/random-ids.ts';
import { systemClock } from '../adapters/system-clock/system-clock.ts';
import type { RouteKey } from '../contract/routes.ts';
import type { Clock } from '../ports/clock.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { Settings } from '../settings/settings.ts';
import type { AccountDependencies } from '../usecases/accounts/account-dependencies.ts';
import { composeMails } from '../usecases/notices/compose-mail.ts';
import type { Foundations } from './area.ts';
import { composeAccounts } from './compose-accounts.ts';
import { composeBooking } from './compose-booking.ts';
import { composeCalls } from './compose-calls.ts';
import { prepareDemo } from './compose-demo.ts';
import type { Composition } from './http/composition.ts';
import type { Handlers } from './http/handlers.ts';
import { keptAnswers } from './http/kept-answer.ts';
import { socketOrigin } from './http/security-headers.ts';
import { refuseForeignDatabase } from './refuse-foreign-database.ts';
import { refuseForeignSecrets } from './refuse-foreign-secrets.ts';
import { turnMetrics } from './turn-metrics.ts';
import { warnOfUnpayableRates } from './warn-of-unpayable-rates.ts';

/** The application, put together and not yet started. */
export interface Composed {
  readonly foundations: Foundations;
  readonly accounts: AccountDependencies;
  readonly http: Composition;
  /** Newest schema, demo data, then jobs, timers and listeners. */
  start(): Promise<void>;
  /** Stops them and lets the database go; idempotent. Close the HTTP server first. */
  close(): Promise<void>;
}

/** What tests may change; no setting reaches it. */
export interface ComposeOptions {
  readonly clock?: Clock;
  readonly rateLimits?: 'on' | 'off';
  readonly webFolder?: string;
  /** False leaves a demonstration empty. */
  readonly demoData?: boolean;
}

/** The only place that picks adapters. */
export function compose(settings: Settings, logger: Logger, options: ComposeOptions = {}): Composed {
  const onConnectionLost = (error: Error) => logger.warn({ err: error }, 'an idle connection to the database broke');
  const { db, pool } = connect(databaseUrl(settings), { onConnectionLost });
  const turnPool = connectTurns(databaseUrl(settings), { onConnectionLost });
  const clock = options.clock ?? systemClock;
  const ids = randomIds(clock);
  const jobs = pgBossQueue(pool, (error) => logger.warn({ err: error }, 'the job queue has trouble'));
  const { publicUrl } = settings.web;
  const composeMail = composeMails(publicUrl);
  const accounts = composeAccounts({ settings, logger, pool, db, clock, ids });
  const turns = turnMetrics();
  const work = postgresUnitOfWork({ pool, turnPool, onTurn: turns.count, clock, ids, composeMail, jobs });
  const foundations: Foundations = { settings, logger, pool, db, clock, ids, work, callers: accounts.callers };
  const payments = paymentGateway(settings);
  const { mailer, closeMailer } = mailerOf(settings);
  const calls = composeCalls(foundations);
  const booking = composeBooking(foundations, { payments, mailer, jobs, calls: calls.deps, openWaitingRoom: calls.openWaitingRoom });
  const areas = [accounts, calls, booking];
  // Named, so that a route without a handler does not compile.
  const handlers: Handlers<RouteKey> = { ...accounts.handlers, ...calls.handlers, ...booking.handlers };
  let closed: Promise<void> | null = null;

  const close = async (): Promise<void> => {
    for (const area of [...areas].reverse()) await area.close();
    closeMailer();
    await db.destroy();
    for (const one of [turnPool, pool]) if (!one.ended) await one.end();
  };

  return {
    foundations,
    accounts: accounts.deps,
    http: {
      mode: settings.general.mode,
      publicUrl,
      trustProxy: settings.web.trustProxy,
      metricsToken: settings.web.metricsToken,
      metrics: turns.metrics,
      mediaUrl: settings.media.livekitUrl,
      ...foreignOrigins(settings),
      webFolder: options.webFolder ?? path.resolve(import.meta.dirname, '../../dist'),
      logger,
      clock,
      callers: accounts.callers,
      idempotency: postgresIdempotencyKeys(db),
      keptAnswers: keptAnswers(settings.secrets.sessionSecret),
      rateLimits: options.rateLimits ?? 'on',
      handlers,
      plugins: areas.flatMap((area) => area.plugins),
      checkReady: () => checkSchema(pool),
    },
    async start() {
      await migrate(pool);
      await refuseForeignDatabase(db, settings.general.mode);
      await refuseForeignSecrets(db, accounts.deps.secondFactor, clock, settings.general.mode);
      if (!payments.takesCards) await warnOfUnpayableRates(db, clock, logger);
      if (settings.general.mode === 'demo' && options.demoData !== false) await prepareDemo(foundations, { accounts, calls, payments });
      for (const area of areas) await area.start();
    },
    close: () => (closed ??= close()),
  };
}

function databaseUrl(settings: Settings): string {
  if (settings.database.url === null)
    throw new Error('DATABASE_URL is missing. `npm start` sets it; set it yourself to run this process alone.');
  return settings.database.url;
}

function paymentGateway({ payments }: Settings): PaymentGateway {
  const { processor, sandboxUrl: url, apiKey, webhookSecret } = payments;
  if (processor === 'none' || apiKey === null || webhookSecret === null) return noPayments;
  return createSandboxGateway({ url, apiKey, webhookSecret });
}

function mailerOf({ mail }: Settings): { readonly mailer: Mailer; readonly closeMailer: () => void } {
  if (mail.smtpUrl === null) return { mailer: keptMailer, closeMailer: () => {} };
  const mailer = createSmtpMailer(mail.smtpUrl, mail.from);
  return { mailer, closeMailer: () => mailer.close() };
}

/** Whom besides us pages talk to. Origins only: a source with a path would forbid what lies below it, as a media server's `/rtc` does. */
function foreignOrigins({ media, payments }: Settings): Pick<Composition, 'connectSources' | 'formTargets'> {
  const mediaSockets = media.livekitPublicUrl && socketOrigin(media.livekitPublicUrl);
  return {
    connectSources: mediaSockets ? [mediaSockets, mediaSockets.replace(/^ws/, 'http')] : [],
    formTargets: payments.processor === 'sandbox' ? [new URL(payments.sandboxUrl).origin] : [],
  };
}
