import type { Database } from '../adapters/postgres/database.ts';
import { StartRefused } from './start-refused.ts';

/**
 * A demonstration shows mails and codes to whoever asks and has people with known passwords: it must not begin on a database that real
 * people use, nor a production on one that a demonstration has filled.
 * @throws StartRefused that names OPENVISIT_MODE and DATABASE_URL, and no agency
 */
export async function refuseForeignDatabase(db: Database, mode: 'demo' | 'production'): Promise<void> {
  const agencies = await db
    .selectFrom('agencies')
    .leftJoin('demo_agencies', 'demo_agencies.agency_id', 'agencies.id')
    .select('demo_agencies.agency_id as madeByDemo')
    .execute();
  if (mode === 'demo' && agencies.some(({ madeByDemo }) => madeByDemo === null))
    throw new StartRefused(
      'OPENVISIT_MODE is demo, as it is when it is not set, but the database at DATABASE_URL holds an agency that no demonstration has made. Set OPENVISIT_MODE=production to run the platform on it; for a demonstration set DATABASE_URL to another database or leave it out.',
    );
  if (mode === 'production' && agencies.some(({ madeByDemo }) => madeByDemo !== null))
    throw new StartRefused(
      'OPENVISIT_MODE is production, but the database at DATABASE_URL holds a demonstration, whose passwords are public. Set DATABASE_URL to an empty database and run `npm run setup`.',
    );
}
