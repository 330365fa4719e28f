import path from 'node:path';
import { betterAuthVisitors } from '../adapters/auth-better-auth/visitor-authenticator.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { Foundations } from './area.ts';
import type { AccountArea } from './compose-accounts.ts';
import type { CallArea } from './compose-calls.ts';
import { sandboxAnswers, saveTestCard } from './demo/save-test-card.ts';
import { seedDemo } from './demo/seed-demo.ts';

export interface DemoNeighbors {
  readonly accounts: AccountArea;
  readonly calls: CallArea;
  readonly payments: PaymentGateway;
}

/** Makes the demo data that are missing; called once the schema is the newest, in demo mode only. @throws StartRefused where only half of them were made */
export async function prepareDemo(foundations: Foundations, { accounts, calls, payments }: DemoNeighbors): Promise<void> {
  const { settings, db, pool, clock, ids, logger } = foundations;
  const auth = { pool, secret: settings.secrets.sessionSecret, publicUrl: settings.web.publicUrl };
  if (settings.payments.processor === 'sandbox') await sandboxAnswers(settings.payments.sandboxUrl);
  await seedDemo({
    db,
    pool,
    clock,
    ids,
    logger,
    payments,
    saveCard: saveTestCard,
    keys: calls.deps.keys,
    setup: accounts.deps.work,
    staffAuthenticator: accounts.deps.staffSignIn,
    visitorAuthenticator: (deliver) =>
      betterAuthVisitors(auth, {
        verification: async (to, token) => deliver(to.email, token),
        reset: async (to, token) => deliver(to.email, token),
      }),
    secondFactor: accounts.deps.secondFactor,
    hasher: accounts.deps.hasher,
    recordingsFolder: path.join(settings.general.dataFolder, 'recordings'),
    publicUrl: settings.web.publicUrl,
  });
}
