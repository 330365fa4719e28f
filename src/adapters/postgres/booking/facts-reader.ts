import { sql } from 'kysely';
import pg from 'pg';
import type { FactsReader } from '../../../ports/facts-reader.ts';
import { FactsUnreadable, isRetryable } from '../retry.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { assembleFacts } from './assemble-facts.ts';
import type { FactsJson } from './facts-json.ts';
import { type FactsPart, factsParts } from './facts-parts.ts';

/** Reads the facts of the rules in one round trip; if that fails, the unit of work comes back and they are read part by part. */
export function postgresFactsReader(scope: TransactionScope): FactsReader {
  return {
    async read(residentId, visitorId, window, now) {
      const parts = factsParts({ residentId, visitorId, window, now });
      const raw = scope.factsApart ? await readApart(scope, parts) : await readAtOnce(scope, parts);
      return assembleFacts(raw, window);
    },
  };
}

type Parts = ReturnType<typeof factsParts>;

async function readAtOnce({ db }: TransactionScope, parts: Parts): Promise<FactsJson> {
  const names = Object.keys(parts) as FactsPart[];
  const fields = names.map((name) => sql`(${parts[name]}) as ${sql.id(name)}`);
  try {
    const { rows } = await sql<FactsJson>`select ${sql.join(fields)}`.execute(db);
    return rows[0] ?? {};
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || isRetryable(error) || error.code === '25P02') throw error;
    throw new FactsUnreadable({ cause: error });
  }
}

async function readApart({ db }: TransactionScope, parts: Parts): Promise<FactsJson> {
  const raw: Record<string, unknown> = {};
  for (const name of Object.keys(parts) as FactsPart[]) {
    await sql`savepoint part`.execute(db);
    try {
      const { rows } = await sql<{ value: unknown }>`select (${parts[name]}) as value`.execute(db);
      raw[name] = rows[0]?.value ?? null;
      await sql`release savepoint part`.execute(db);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      await sql`rollback to savepoint part`.execute(db);
    }
  }
  return raw;
}
