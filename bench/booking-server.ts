import path from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { pgBossQueue } from '../src/adapters/jobs-pgboss/job-queue.ts';
import { postgresIdempotencyKeys } from '../src/adapters/postgres/accounts/idempotency-keys.ts';
import { connect, connectTurns } from '../src/adapters/postgres/database.ts';
import { postgresUnitOfWork } from '../src/adapters/postgres/unit-of-work.ts';
import { randomIds } from '../src/adapters/random-ids/random-ids.ts';
import { systemClock } from '../src/adapters/system-clock/system-clock.ts';
import type { VisitId } from '../src/core/shared/ids.ts';
import type { PaymentGateway } from '../src/ports/payment-gateway.ts';
import { composeAccounts } from '../src/server/compose-accounts.ts';
import { buildServer } from '../src/server/http/app.ts';
import { keptAnswers } from '../src/server/http/kept-answer.ts';
import { bookingHandlers } from '../src/server/http/visitor/booking.ts';
import { readSettings } from '../src/settings/settings.ts';
import { composeMails } from '../src/usecases/notices/compose-mail.ts';
import { bareBookings, type Place } from './bare-bookings.ts';

/**
 * The app's HTTP server with booking on it, as a process of its own: `node bench/booking-server.ts DATABASE_URL PORT SECRET`. Visitors are
 * signed in and looked up as in the product. Beside it the yardstick, on the same server, pool and database: `POST /bench/rows` stores one
 * row with one statement that commits, for anyone. And what a booking cannot be faster than: `POST /bench/bare-holds` and
 * `/bench/bare-requests` write its rows and do nothing else (bare-bookings.ts).
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
const turnPool = connectTurns(url, { onConnectionLost: () => {} });
const work = postgresUnitOfWork({
  pool,
  turnPool,
  clock,
  ids,
  composeMail: composeMails(publicUrl),
  jobs,
});
// Whoever is woken has nothing to do here: deadlines lie in the future.
await jobs.start({ deadlines: async () => {} });
// Visits of this bench are free of charge: the processor is never asked.
const payments = new Proxy({}, { get: () => () => Promise.reject(new Error('a free visit asks no processor')) }) as PaymentGateway;

/** Made once, when the plan has filled the database. */
let bare: Promise<ReturnType<typeof bareBookings>> | null = null;

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
  handlers: bookingHandlers({ clock, ids, work, payments, publicUrl, onPaymentRefused: (error) => logger.error({ err: error }) }),
  plugins: [
    async (scope) => {
      scope.post('/bench/rows', async (request) => {
        const { body } = request.body as { readonly body: string };
        await pool.query({ name: 'raw-row', text: 'insert into raw_rows (body) values ($1)', values: [body] });
        return { done: true };
      });
      scope.post('/bench/bare-holds', async () => {
        bare ??= placesOfPlan().then((places) => bareBookings({ work, ids, clock, places }));
        return { id: await (await bare).hold() };
      });
      scope.post('/bench/bare-requests', async (request) => {
        const { id } = request.body as { readonly id: VisitId };
        await (await bare)?.request(id);
        return { id };
      });
    },
  ],
  checkReady: async () => {
    await pool.query('select 1');
  },
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.stdout.write('ready\n');

/** Every pair of the plan, and for each a station that no other has while there are enough. */
async function placesOfPlan(): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select r.agency_id as "agencyId", r.facility_id as "facilityId", r.id as "residentId", c.visitor_id as "visitorId", s.id as "stationId"
    from (select *, row_number() over (partition by facility_id order by id) as place from residents) r
    join connections c on c.resident_id = r.id
    join (select *, row_number() over (partition by facility_id order by id) as place from stations) s
      on s.facility_id = r.facility_id and s.place = r.place`.execute(db);
  return rows;
}
