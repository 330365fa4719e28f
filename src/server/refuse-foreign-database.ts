import type { Database } from '../adapters/postgres/database.ts';

/**
 * A demonstration shows mails and codes to whoever asks and has people with known passwords. Where OPENVISIT_MODE was forgotten it must not
 * begin on a database that real people use.
 * @throws Error that names OPENVISIT_MODE, where an agency is there that no demonstration has made
 */
export async function refuseForeignDatabase(db: Database): Promise<void> {
  const foreign = await db
    .selectFrom('agencies')
    .leftJoin('demo_agencies', 'demo_agencies.agency_id', 'agencies.id')
    .select('agencies.id')
    .where('demo_agencies.agency_id', 'is', null)
    .executeTakeFirst();
  if (!foreign) return;
  throw new Error(
    'OPENVISIT_MODE is demo, as it is when it is not set, but the database at DATABASE_URL holds an agency that no demonstration has made. Set OPENVISIT_MODE=production to run the platform on it; for a demonstration set DATABASE_URL to another database or leave it out.',
  );
}
