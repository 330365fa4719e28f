import { sql } from 'kysely';
import pg from 'pg';
import type { ResidentId } from '../../../core/shared/ids.ts';
import type { Interval } from '../../../core/shared/interval.ts';
import { earlierOf, laterOf, type Temporal } from '../../../core/shared/time.ts';
import type { FactsReader } from '../../../ports/facts-reader.ts';
import { FactsUnreadable, isRetryable } from '../retry.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { assembleFacility, assembleFacts, type FacilityFacts } from './assemble-facts.ts';
import type { FacilityJson, PairJson } from './facts-json.ts';
import { facilityParts, type Parts, pairParts } from './facts-parts.ts';

/** Days before and after now of which a facility's calendar is remembered: the longest notice of any policy, and what is being held today. */
const DAYS_BEFORE = 2;
const DAYS_AFTER = 100;

/**
 * Reads the facts of the rules in one round trip: those of the pair, and with them the version of the facility. What is remembered of the
 * facility counts only while that version is the same, else it is read anew. If reading at once fails, the unit of work comes back and the
 * facts are read part by part, with nothing remembered.
 */
export function postgresFactsReader(scope: TransactionScope): FactsReader {
  return {
    async read(residentId, visitorId, window, now) {
      const pair = (await readParts(scope, pairParts({ residentId, visitorId, window, now }))) as PairJson;
      if (pair.of === null) return null;
      const known = pair.of && !scope.factsApart ? scope.facilities?.find({ ...pair.of, window, now }) : null;
      const facility = known ?? (await readFacility(scope, residentId, window, now));
      return facility && assembleFacts(facility, pair, window);
    },
  };
}

async function readFacility(
  scope: TransactionScope,
  residentId: ResidentId,
  window: Interval,
  now: Temporal.Instant,
): Promise<FacilityFacts | null> {
  const range = {
    start: earlierOf(window.start, now.subtract({ hours: 24 * DAYS_BEFORE })),
    end: laterOf(window.end, now.add({ hours: 24 * DAYS_AFTER })),
  };
  const json = (await readParts(scope, facilityParts({ residentId, range, now }))) as FacilityJson;
  const facts = assembleFacility(json);
  const { version, policyTimes } = json;
  if (facts && version && policyTimes && !scope.factsApart) scope.facilities?.keep({ facts, version, policyTimes, range });
  return facts;
}

function readParts(scope: TransactionScope, parts: Parts): Promise<Readonly<Record<string, unknown>>> {
  return scope.factsApart ? readApart(scope, parts) : readAtOnce(scope, parts);
}

async function readAtOnce({ db }: TransactionScope, parts: Parts): Promise<Readonly<Record<string, unknown>>> {
  const fields = Object.entries(parts).map(([name, part]) => sql`(${part}) as ${sql.id(name)}`);
  try {
    const { rows } = await sql<Record<string, unknown>>`select ${sql.join(fields)}`.execute(db);
    return rows[0] ?? {};
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || isRetryable(error) || error.code === '25P02') throw error;
    throw new FactsUnreadable({ cause: error });
  }
}

async function readApart({ db }: TransactionScope, parts: Parts): Promise<Readonly<Record<string, unknown>>> {
  const raw: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(parts)) {
    await sql`savepoint part`.execute(db);
    try {
      const { rows } = await sql<{ value: unknown }>`select (${part}) as value`.execute(db);
      raw[name] = rows[0]?.value ?? null;
      await sql`release savepoint part`.execute(db);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      await sql`rollback to savepoint part`.execute(db);
    }
  }
  return raw;
}
