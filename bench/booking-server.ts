import path from 'node:path';
import { pino } from 'pino';
import { visitCalendar } from '../src/adapters/calendar-ical/visit-calendar.ts';
import { pgBossQueue } from '../src/adapters/jobs-pgboss/job-queue.ts';
import { postgresIdempotencyKeys } from '../src/adapters/postgres/accounts/idempotency-keys.ts';
import { connect } from '../src/adapters/postgres/database.ts';
import { postgresUnitOfWork } from '../src/adapters/postgres/unit-of-work.ts';
import { randomIds } from '../src/adapters/random-ids/random-ids.ts';
import { systemClock } from '../src/adapters/system-clock/system-clock.ts';
import type { PaymentGateway } from '../src/ports/payment-gateway.ts';
import { composeAccounts } from '../src/server/compose-accounts.ts';
import { buildServer } from '../src/server/http/app.ts';
import { keptAnswers } from '../src/server/http/kept-answer.ts';
import { bookingHandlers } from '../src/server/http/visitor/booking.ts';
import { readSettings } from '../src/settings/settings.ts';
import { composeMails } from '../src/usecases/notices/compose-mail.ts';

/**
 * The app's HTTP server with booking on it, as a process of its own: `node bench/booking-server.ts DATABASE_URL PORT SECRET`. Visitors are
 * signed in and looked up as in the product. Beside it the yardstick, on the same server, pool and database: `POST /bench/rows` stores one
 * row with one statement that commits, for anyone.
 */
const [, , url = '', port = '0', sessionSecret = ''] = process.argv;
const publicUrl = `http://127.0.0.1:${port}`;
const unused = 'f'.repeat(48);
const settings = readSettings({
  OPENVISIT_DATA: path.join(import.meta.dirname, 'no-such-folder'),
  PORT: port,
  SESSION_SECRET: sessionSecret,
  VAULT_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  LIVEKIT_API_KEY: unused,
  LIVEKIT_API_SECRET: unused,
  RECORDER_TOKEN: unused,
  PAYMENTS_API_KEY: unused,
  PAYMENTS_WEBHOOK_SECRET: unused,
});
const clock = systemClock;
const ids = randomIds(clock);
const { db, pool } = connect(url, { most: 16, onConnectionLost: () => {} });
const jobs = pgBossQueue(pool, (error) => process.stderr.write(`${error.message}\n`));
const work = postgresUnitOfWork({
  pool,
  clock,
  ids,
  composeMail: composeMails({ publicUrl, calendarOf: visitCalendar(publicUrl) }),
  jobs,
});
// Whoever is woken has nothing to do here: deadlines lie in the future.
await jobs.start({ deadlines: async () => {} });
// Visits of this bench are free of charge: the processor is never asked.
const payments = new Proxy({}, { get: () => () => Promise.reject(new Error('a free visit asks no processor')) }) as PaymentGateway;

const logger = pino({ level: 'silent' });
const accounts = composeAccounts({ settings, logger, pool, db, clock, ids });
const app = await buildServer({
  mode: 'demo',
  publicUrl,
  trustProxy: false,
  metricsToken: null,
  mediaUrl: 'http://127.0.0.1:9',
  connectSources: [],
  formTargets: [],
  webFolder: path.join(import.meta.dirname, 'no-such-folder'),
  logger,
  clock,
  callers: accounts.callers,
  idempotency: postgresIdempotencyKeys(db),
  keptAnswers: keptAnswers(sessionSecret),
  rateLimits: 'off',
  handlers: bookingHandlers({ clock, ids, work, payments, publicUrl }),
  plugins: [
    async (scope) => {
      scope.post('/bench/rows', async (request) => {
        const { body } = request.body as { readonly body: string };
        await pool.query({ name: 'raw-row', text: 'insert into raw_rows (body) values ($1)', values: [body] });
        return { done: true };
      });
    },
  ],
  checkReady: async () => {
    await pool.query('select 1');
  },
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.stdout.write('ready\n');
