import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedInStaff, testSettings, wholeServer } from '../../test/support/fixtures-accounts.ts';
import { buildPlace } from '../../test/support/place.ts';
import { sealedSecondFactor } from '../adapters/one-time-codes/second-factor.ts';
import { compose } from './compose.ts';
import { refuseForeignSecrets } from './refuse-foreign-secrets.ts';
import { StartRefused } from './start-refused.ts';

let server: Awaited<ReturnType<typeof wholeServer>>;
beforeAll(async () => {
  server = await wholeServer();
});
afterAll(() => server.close());

const ownSecrets = () => refuseForeignSecrets(server.db, server.accounts.deps.secondFactor, server.clock, 'demo');

test('a demonstration whose data folder was deleted while its database stayed says so and does not start; with its own secrets it does', async () => {
  await ownSecrets();
  await signedInStaff(server, await buildPlace(server.db), ['scheduler']);
  await ownSecrets();

  const { database } = server.composed.foundations.settings;
  const madeAnew = compose(testSettings({ DATABASE_URL: database.url ?? '', SANDBOX_PORT: '9' }), pino({ level: 'silent' }));
  const started = madeAnew.start().finally(() => madeAnew.close());
  await expect(started).rejects.toThrow(StartRefused);
  await expect(started).rejects.toThrow(/DATABASE_URL.*OPENVISIT_DATA/);
});

test('a production with another vault key than before says which setting is wrong', async () => {
  const other = sealedSecondFactor(randomBytes(32));
  await expect(refuseForeignSecrets(server.db, other, server.clock, 'production')).rejects.toThrow(/^VAULT_MASTER_KEY/);
});
