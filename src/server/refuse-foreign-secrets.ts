import type { Database } from '../adapters/postgres/database.ts';
import type { Clock } from '../ports/clock.ts';
import type { SecondFactor } from '../ports/second-factor.ts';
import { StartRefused } from './start-refused.ts';

/**
 * A demonstration keeps its secrets in its data folder. Where the folder was deleted and the database is another one that stayed, nobody of
 * the staff could sign in and no recording could be read, so it does not start.
 * @throws StartRefused that names OPENVISIT_DATA and DATABASE_URL
 */
export async function refuseForeignSecrets(db: Database, secondFactor: Pick<SecondFactor, 'codeAt'>, clock: Clock): Promise<void> {
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
    throw new StartRefused(
      'The database at DATABASE_URL holds a demonstration that was made with other secrets, as when its data folder was deleted: its staff could not sign in and its recordings could not be read. Start it with the data folder that it was made with (OPENVISIT_DATA), or set DATABASE_URL to an empty database.',
      { cause },
    );
  }
}
