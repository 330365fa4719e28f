import pg from 'pg';
import { isAlive } from '../../adapters/postgres/embedded/postmaster.ts';
import { type EmbeddedPostgres, startPostgres } from '../../adapters/postgres/embedded/start-postgres.ts';

/** The database the app is given. */
export interface Database {
  url: string;
  stop(): Promise<void>;
}

const databaseName = 'openvisit';
const lookMilliseconds = 1_000;

/**
 * The embedded PostgreSQL with our database in it, started again when it dies. Its address stays the same, so the app reconnects by itself.
 * @param tell what happened, for the terminal
 */
export async function runDatabase(dataFolder: string, tell: (text: string) => void): Promise<Database> {
  let server = await startPostgres(dataFolder);
  await ensureDatabase(server);
  let ending = false;
  let restart: Promise<void> | null = null;
  const startAgain = async (): Promise<void> => {
    tell('The database ended unexpectedly; starting it again.');
    try {
      server = await startPostgres(dataFolder);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
    restart = null;
  };
  const watch = setInterval(() => {
    if (!ending && !restart && !isAlive(server.pid)) restart = startAgain();
  }, lookMilliseconds);
  return {
    url: server.url(databaseName),
    stop: async () => {
      ending = true;
      clearInterval(watch);
      await restart;
      await server.stop();
    },
  };
}

async function ensureDatabase(server: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}
