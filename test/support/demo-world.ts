import path from 'node:path';
import { pino } from 'pino';
import { betterAuthVisitors } from '../../src/adapters/auth-better-auth/visitor-authenticator.ts';
import { vaultKeyRing } from '../../src/adapters/vault-keys/key-ring.ts';
import type { StaffId } from '../../src/core/shared/ids.ts';
import type { DemoParts } from '../../src/server/demo/demo-parts.ts';
import { demoPassword } from '../../src/server/demo/demo-people.ts';
import { FakePaymentGateway } from './fake-payment-gateway.ts';
import { codeOf, TestBrowser, wholeServer } from './fixtures-accounts.ts';

/** The whole server over a fresh database, and what the demo data are made with; the card processor is the fake one. */
export async function buildDemoWorld(over: Readonly<Record<string, string>> = {}) {
  const server = await wholeServer(over);
  const { settings, db, pool, clock, ids } = server.composed.foundations;
  const payments = new FakePaymentGateway();
  const { deps } = server.accounts;
  const parts: DemoParts = {
    db,
    pool,
    clock,
    ids,
    logger: pino({ level: 'silent' }),
    payments,
    saveCard: async (hostedPage) => payments.saveCard(path.basename(new URL(hostedPage).pathname), 'succeeds'),
    keys: vaultKeyRing([{ id: 'master', key: settings.secrets.vaultMasterKey }]),
    setup: deps.work,
    staffAuthenticator: deps.staffSignIn,
    visitorAuthenticator: (deliver) =>
      betterAuthVisitors(
        { pool, secret: settings.secrets.sessionSecret, publicUrl: settings.web.publicUrl },
        { verification: async (to, token) => deliver(to.email, token), reset: async (to, token) => deliver(to.email, token) },
      ),
    secondFactor: deps.secondFactor,
    hasher: deps.hasher,
    recordingsFolder: path.join(settings.general.dataFolder, 'recordings'),
    publicUrl: settings.web.publicUrl,
  };

  return {
    server,
    parts,
    async staff(email: string): Promise<TestBrowser> {
      const browser = new TestBrowser(server.app);
      await browser.post('/api/staff/sign-in', { email, password: demoPassword });
      const { id } = await db.selectFrom('staff').select('id').where('email', '=', email).executeTakeFirstOrThrow();
      const verified = await browser.post('/api/staff/verify-code', { code: await codeOf(server, id as StaffId) });
      if (verified.statusCode !== 200) throw new Error(`${email} could not sign in: ${verified.body}`);
      return browser;
    },
    async visitor(email: string): Promise<TestBrowser> {
      const browser = new TestBrowser(server.app);
      const signedIn = await browser.post('/api/visitor/sign-in', { email, password: demoPassword });
      if (signedIn.statusCode !== 200) throw new Error(`${email} could not sign in: ${signedIn.body}`);
      return browser;
    },
  };
}
