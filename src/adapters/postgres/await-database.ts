import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { demandServerVersion } from './migrate.ts';

/** A server that has just been started, or a network that has, answers within these; a lost one is asked as often. */
const PAUSE_MILLISECONDS = 1_000;
const CONNECT_MILLISECONDS = 5_000;
/** Between two complaints that say the same. */
const REPEAT_MILLISECONDS = 30_000;

/** Node's and PostgreSQL's codes of troubles that pass by themselves: not there yet, starting, ending, full. */
const passing = new Set('ECONNREFUSED ECONNRESET ETIMEDOUT EHOSTUNREACH ENETUNREACH EPIPE EAI_AGAIN 57P01 57P02 57P03 53300'.split(' '));

const unreadable = 'DATABASE_URL cannot be read. Write characters like @ : / ? # % in its password as %40 %3A %2F %3F %23 %25.';

/** The database cannot be used; the message names DATABASE_URL and what to do, and never holds the password. */
class DatabaseTrouble extends Error {
  /** Whether it may end without anybody's help, because the server is only not there at the moment. */
  readonly mayPass: boolean;

  constructor(message: string, mayPass: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseTrouble';
    this.mayPass = mayPass;
  }
}

/**
 * Connects once and asks whether the platform can live there: a new enough server, and a role that may make tables.
 * @throws DatabaseTrouble
 */
export async function checkDatabase(url: string): Promise<void> {
  const client = clientFor(url);
  client.on('error', () => {}); // told by the query that it breaks
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; schema: string | null; may_make: boolean }>(
      `select current_setting('server_version_num') as version, current_schema() as schema,
         coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_make`,
    );
    const [found] = rows;
    demandServerVersion(Number(found?.version));
    if (!found?.may_make)
      throw new DatabaseTrouble(
        `The role of DATABASE_URL may not make tables in ${placeOf(url)}. Make it the owner: alter database ${nameOf(url)} owner to ${roleOf(url)};`,
        false,
      );
  } catch (error) {
    throw inWords(error, url);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Waits until the database can be used, as long as its trouble may pass by itself; says why at once and again every half minute.
 * @param signal gives up in silence
 * @throws DatabaseTrouble where waiting helps nobody: a wrong password, a database that does not exist, a server too old
 */
export async function awaitDatabase(
  url: string,
  options: { readonly tell: (text: string) => void; readonly signal?: AbortSignal },
): Promise<void> {
  let toldAt = 0;
  for (;;) {
    const trouble = await checkDatabase(url).then(
      () => null,
      (error: unknown) => error,
    );
    if (trouble === null || options.signal?.aborted) return;
    if (!(trouble instanceof DatabaseTrouble) || !trouble.mayPass) throw trouble;
    if (Date.now() - toldAt >= REPEAT_MILLISECONDS) {
      options.tell(`${trouble.message} Waiting for it.`);
      toldAt = Date.now();
    }
    await pause(PAUSE_MILLISECONDS);
  }
}

function clientFor(url: string): pg.Client {
  // An @ of the password read as the end of it: what follows would be shown as the host.
  if (URL.canParse(url) && new URL(url).pathname.includes('@')) throw new DatabaseTrouble(unreadable, false);
  try {
    return new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MILLISECONDS });
  } catch (error) {
    throw inWords(error, url);
  }
}

function inWords(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseTrouble) return error;
  const code = 'code' in error ? String(error.code) : '';
  const place = placeOf(url);
  const trouble = (message: string, mayPass = false) => new DatabaseTrouble(message, mayPass, error);
  if (code === '28P01' || code === '28000')
    return trouble(`The database at ${place} refuses the role or the password in DATABASE_URL (${error.message}).`);
  if (code === '3D000')
    return trouble(
      `There is no database ${nameOf(url)} at ${place}. Make it, or mend DATABASE_URL: create database ${nameOf(url)} owner ${roleOf(url)};`,
    );
  if (code === 'ENOTFOUND') return trouble(`The host in DATABASE_URL is not known: ${place}. Mend its name.`);
  if (code === 'ERR_INVALID_URL') return trouble(unreadable);
  const silent = error.message.includes('timeout expired') || error.message.includes('connection timeout');
  if (silent || passing.has(code) || code.startsWith('08') || error.message.startsWith('Connection terminated'))
    return trouble(`The database at ${place} does not answer (${code || 'no answer'}). Start it, or mend DATABASE_URL.`, true);
  return error;
}

/** Host, port and name; never the password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}

function nameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.slice(1) || 'openvisit' : 'openvisit';
}

function roleOf(url: string): string {
  return (URL.canParse(url) && decodeURIComponent(new URL(url).username)) || 'openvisit';
}
