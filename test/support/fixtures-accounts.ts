import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { postgresIdempotencyKeys } from '../../src/adapters/postgres/accounts/idempotency-keys.ts';
import { connect, type Database } from '../../src/adapters/postgres/database.ts';
import { randomIds } from '../../src/adapters/random-ids/random-ids.ts';
import type { StaffRole } from '../../src/core/access/caller.ts';
import type { StaffId } from '../../src/core/shared/ids.ts';
import { type Composed, compose } from '../../src/server/compose.ts';
import { composeAccounts } from '../../src/server/compose-accounts.ts';
import { buildServer } from '../../src/server/http/app.ts';
import type { Composition } from '../../src/server/http/composition.ts';
import { readMails } from '../../src/server/http/dev/demo-mails.ts';
import { keptAnswers } from '../../src/server/http/kept-answer.ts';
import { readSettings, type Settings } from '../../src/settings/settings.ts';
import type { AccountDependencies } from '../../src/usecases/accounts/account-dependencies.ts';
import { dressMail } from './mails-of.ts';
import type { Place } from './place.ts';
import { freshDatabase } from './test-database.ts';

/** A clock that tests turn. The authenticator of visitors does not hear it: it knows no clock but the machine's. */
export interface TestClock {
  now(): Temporal.Instant;
  /** Moves the clock by so many seconds. */
  wait(seconds: number): void;
}

export function testClock(): TestClock {
  let offsetSeconds = 0;
  return {
    now: () => Temporal.Now.instant().add({ seconds: offsetSeconds }),
    wait: (seconds) => {
      offsetSeconds += seconds;
    },
  };
}

/** Settings of a demonstration with secrets of its own. */
export function testSettings(over: Readonly<Record<string, string>> = {}): Settings {
  const secret = () => randomBytes(24).toString('hex');
  return readSettings({
    OPENVISIT_DATA: path.join('/tmp', `openvisit-test-${process.pid}`),
    LOG_LEVEL: 'silent',
    PORT: '30401',
    VAULT_MASTER_KEY: randomBytes(32).toString('base64'),
    SESSION_SECRET: secret(),
    LIVEKIT_API_KEY: 'test',
    LIVEKIT_API_SECRET: secret(),
    RECORDER_TOKEN: secret(),
    PAYMENTS_API_KEY: secret(),
    PAYMENTS_WEBHOOK_SECRET: secret(),
    ...over,
  });
}

/** The server with accounts, stations and setup pages over a database of its own. */
export interface AccountServer {
  readonly app: FastifyInstance;
  readonly db: Database;
  readonly accounts: { readonly deps: AccountDependencies };
  readonly clock: TestClock;
  close(): Promise<void>;
}

export async function accountServer(over: Partial<Composition> = {}): Promise<AccountServer> {
  const database = await freshDatabase();
  const { db, pool } = connect(database.url, { most: 10, onConnectionLost: () => {} });
  const clock = testClock();
  const settings = testSettings();
  const logger = pino({ level: 'silent' });
  const accounts = composeAccounts({ settings, logger, pool, db, clock, ids: randomIds(clock) });
  const app = await buildServer({
    mode: settings.general.mode,
    publicUrl: settings.web.publicUrl,
    trustProxy: false,
    metricsToken: null,
    mediaUrl: 'http://127.0.0.1:9',
    connectSources: [],
    formTargets: [],
    webFolder: '/tmp/no-such-folder',
    logger,
    clock,
    callers: accounts.callers,
    idempotency: postgresIdempotencyKeys(db),
    keptAnswers: keptAnswers(settings.secrets.sessionSecret),
    rateLimits: 'off',
    handlers: accounts.handlers,
    plugins: accounts.plugins,
    checkReady: async () => {},
    ...over,
  });
  return {
    app,
    db,
    accounts,
    clock,
    async close() {
      await app.close();
      await db.destroy();
      await pool.end().catch(() => undefined);
      await database.drop();
    },
  };
}

/** The whole server, every area of it, as production composes it; without jobs, watchers and demo data, and with no media server behind it. */
export async function wholeServer(over: Readonly<Record<string, string>> = {}): Promise<AccountServer & { readonly composed: Composed }> {
  const database = await freshDatabase();
  const clock = testClock();
  const dead = { ENGINE_PORT: '9', RECORDER_PORT: '9', SANDBOX_PORT: '9' };
  const settings = testSettings({ DATABASE_URL: database.url, ...dead, ...over });
  const composed = compose(settings, pino({ level: 'silent' }), { clock, rateLimits: 'off', demoData: false });
  const app = await buildServer(composed.http);
  return {
    app,
    db: composed.foundations.db,
    accounts: { deps: composed.accounts },
    clock,
    composed,
    async close() {
      await app.close();
      await composed.close();
      await database.drop();
    },
  };
}

/** A browser: keeps cookies between requests. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  async send(
    method: NonNullable<InjectOptions['method']>,
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const answer = await this.#app.inject({
      method,
      url,
      cookies: Object.fromEntries(this.cookies),
      headers: { 'x-openvisit': '1', ...headers },
      ...(body && { payload: body }),
    });
    for (const cookie of answer.cookies) {
      if (cookie.value === '' || cookie.maxAge === 0) this.cookies.delete(cookie.name);
      else this.cookies.set(cookie.name, cookie.value);
    }
    return answer;
  }
  get = (url: string): Promise<LightMyRequestResponse> => this.send('GET', url);
  post = (url: string, body?: object): Promise<LightMyRequestResponse> => this.send('POST', url, body);
}

/** The text of the newest mail to an address, or null. */
export async function newestMail(db: Database, to: string): Promise<{ readonly subject: string; readonly text: string } | null> {
  const [mail] = await readMails({ db, dressMail }, to);
  return mail ?? null;
}

/** The token of the link in the newest mail to an address. */
export async function tokenOfMail(db: Database, to: string): Promise<string> {
  const link = (await newestMail(db, to))?.text.match(/https?:\S+/)?.[0];
  if (!link) throw new Error(`no link was mailed to ${to}`);
  return new URL(link).searchParams.get('token') ?? '';
}

export const goodPassword = 'seven blue herons';

/** A visitor who has signed up, verified and is signed in. */
export async function signedInVisitor(server: AccountServer, email: string, name = 'Ana Reed'): Promise<TestBrowser> {
  const browser = new TestBrowser(server.app);
  await browser.post('/api/visitor/sign-up', { name, email, password: goodPassword, birthOn: '1990-04-01', language: 'en' });
  await browser.post('/api/visitor/verify-email', { token: await tokenOfMail(server.db, email) });
  return browser;
}

/** A staff account without a second factor. */
export async function buildStaffMember(
  server: AccountServer,
  place: Place,
  roles: readonly StaffRole[],
  email = `${roles.join('-')}-${randomBytes(4).toString('hex')}@jail.example`,
): Promise<{ readonly id: StaffId; readonly email: string }> {
  const id = randomIds(server.clock).next('stf');
  const authUserId = await server.accounts.deps.staffSignIn.setPassword(roles.join(' '), email, goodPassword);
  await server.db
    .insertInto('staff')
    .values({
      id,
      agency_id: place.agencyId,
      facility_id: place.facilityId,
      auth_user_id: authUserId,
      name: roles.join(' '),
      email,
      roles: [...roles],
    })
    .execute();
  return { id, email };
}

/** Staff signed in with both factors. */
export async function signedInStaff(server: AccountServer, place: Place, roles: readonly StaffRole[]): Promise<TestBrowser> {
  const { id, email } = await buildStaffMember(server, place, roles);
  const browser = new TestBrowser(server.app);
  await browser.post('/api/staff/sign-in', { email, password: goodPassword });
  await browser.post('/api/staff/enroll');
  const verified = await browser.post('/api/staff/verify-code', { code: await codeOf(server, id) });
  if (verified.statusCode !== 200) throw new Error(`staff could not sign in: ${verified.body}`);
  return browser;
}

/** The code that the authenticator app of a staff member shows now. */
export async function codeOf(server: AccountServer, staffId: StaffId): Promise<string> {
  const factor = await server.accounts.deps.work.run(({ staff }) => staff.secondFactorOf(staffId));
  if (!factor) throw new Error('no second factor');
  return server.accounts.deps.secondFactor.codeAt(factor.sealed, server.clock.now());
}
