import type { Database } from '../adapters/postgres/database.ts';
import type { Clock } from '../ports/clock.ts';
import type { SecondFactor } from '../ports/second-factor.ts';
import { StartRefused } from './start-refused.ts';

const words = {
  demo: 'The database at DATABASE_URL holds a demonstration that was made with other secrets, as when its data folder was deleted: its staff could not sign in and its recordings could not be read. Start it with the data folder that it was made with (OPENVISIT_DATA), or set DATABASE_URL to an empty database.',
  production:
    'VAULT_MASTER_KEY is not the key with which the secrets in the database at DATABASE_URL were sealed: staff could not sign in and no recording could be read. Set VAULT_MASTER_KEY to the key that this platform had before; docs/deploy.md says what to do when it is lost for good.',
};

/**
 * A key is lost easily: a demonstration keeps its own in the data folder, which is deleted while another database stays; a production is
 * restored from a backup that rightly has no key. Nobody of the staff could sign in then and no recording could be read, so it does not start.
 * @throws StartRefused that names OPENVISIT_DATA and DATABASE_URL, in production VAULT_MASTER_KEY
 */
export async function refuseForeignSecrets(
  db: Database,
  secondFactor: Pick<SecondFactor, 'codeAt'>,
  clock: Clock,
  mode: 'demo' | 'production',
): Promise<void> {
  const row = await db
    .selectFrom('staff_second_factors')
    .select('sealed_secret')
    .where('enrolled_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (!row) return;
  try {
    secondFactor.codeAt(row.sealed_secret, clock.now());
  } catch (cause) {
    throw new StartRefused(words[mode], { cause });
  }
}
