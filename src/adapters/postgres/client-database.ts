import { createHash } from 'node:crypto';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Statements a connection keeps prepared; beyond it (lists of varying length) statements are parsed each time. */
const MOST_PREPARED = 400;
const names = new Map<string, string>();
const databases = new WeakMap<PoolClient, { readonly db: Database; readonly connection: ClientConnection }>();

/**
 * The query builder over one connection. Unlike kysely's own transactions it does not wait for one query before it sends the next, so that
 * reads asked for together travel together. Their order on the wire is not that of the calls. Begin and commit are the caller's.
 * `beforeQuery` is called before each is sent: what is pending goes first.
 */
export function clientDatabase(client: PoolClient, beforeQuery: () => void): Database {
  const known = databases.get(client);
  if (known) {
    known.connection.beforeQuery = beforeQuery;
    return known.db;
  }
  const connection = new ClientConnection(client, beforeQuery);
  const made = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new ClientDriver(connection),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  databases.set(client, { db: made, connection });
  return made;
}

class ClientConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  beforeQuery: () => void;

  constructor(client: PoolClient, beforeQuery: () => void) {
    this.#client = client;
    this.beforeQuery = beforeQuery;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    this.beforeQuery();
    const result = await this.#client.query<Row & Record<string, unknown>>(statementOf(query));
    const changes = ['INSERT', 'UPDATE', 'DELETE'].includes(result.command);
    return changes ? { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) } : { rows: result.rows };
  }

  async *streamQuery(): AsyncIterableIterator<never> {
    yield* [];
    throw new Error('a transaction reads whole answers');
  }
}

class ClientDriver implements Driver {
  readonly #connection: ClientConnection;

  constructor(connection: ClientConnection) {
    this.#connection = connection;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
  async beginTransaction(): Promise<void> {
    throw new Error('a transaction is begun by the unit of work');
  }
  async commitTransaction(): Promise<void> {
    throw new Error('a transaction is committed by the unit of work');
  }
  async rollbackTransaction(): Promise<void> {
    throw new Error('a transaction is rolled back by the unit of work');
  }
}

/** A statement of the query builder as node-postgres takes it; the first hundreds of different ones stay prepared. */
export function statementOf(query: CompiledQuery): {
  readonly text: string;
  readonly values: unknown[];
  readonly name: string | undefined;
} {
  return { text: query.sql, values: [...query.parameters], name: preparedName(query.sql) };
}

function preparedName(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST_PREPARED) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
  names.set(text, name);
  return name;
}
