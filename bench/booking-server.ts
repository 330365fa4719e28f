import path from 'node:path';
import { pino } from 'pino';
import { visitCalendar } from '../src/adapters/calendar-ical/visit-calendar.ts';
import { pgBossQueue } from '../src/adapters/jobs-pgboss/job-queue.ts';
import { postgresIdempotencyKeys } from '../src/adapters/postgres/accounts/idempotency-keys.ts';
import { connect } from '../src/adapters/postgres/database.ts';
import { postgresUnitOfWork } from '../src/adapters/postgres/unit-of-work.ts';
import { randomIds } from '../src/adapters/random-ids/random-ids.ts';
import { systemClock } from '../src/adapters/system-clock/system-clock.ts';
import type { VisitorId } from '../src/core/shared/ids.ts';
import type { PaymentGateway } from '../src/ports/payment-gateway.ts';
import { buildServer } from '../src/server/http/app.ts';
import { bookingHandlers } from '../src/server/http/visitor/booking.ts';
import { composeMails } from '../src/usecases/notices/compose-mail.ts';

/**
 * The app's HTTP server with booking on it, as a process of its own: `node bench/booking-server.ts DATABASE_URL PORT`. A header says who
 * calls; every other check is the product's.
 */
const [, , url = '', port = '0'] = process.argv;
const publicUrl = `http://127.0.0.1:${port}`;
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
// Whoever is woken has nothing to do here: deadlines lie in the future, and mails are not what is measured.
await jobs.start({ deadlines: async () => {}, mails: async () => {} });
// Visits of this bench are free of charge: the processor is never asked.
const payments = new Proxy({}, { get: () => () => Promise.reject(new Error('a free visit asks no processor')) }) as PaymentGateway;

const app = await buildServer({
  mode: 'demo',
  publicUrl,
  trustProxy: false,
  mediaUrl: 'http://127.0.0.1:9',
  connectSources: [],
  formTargets: [],
  webFolder: path.join(import.meta.dirname, 'no-such-folder'),
  logger: pino({ level: 'silent' }),
  clock,
  callers: {
    visitor: async (request) => ({
      caller: { kind: 'visitor', visitorId: String(request.headers['x-bench-caller']) as VisitorId },
      language: null,
    }),
    staff: async () => null,
    device: async () => null,
    resident: async () => null,
  },
  idempotency: postgresIdempotencyKeys(db),
  rateLimits: 'off',
  handlers: bookingHandlers({ clock, ids, work, payments, publicUrl }),
  plugins: [],
  checkReady: async () => {
    await pool.query('select 1');
  },
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.stdout.write('ready\n');
