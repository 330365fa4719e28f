import { sql } from 'kysely';
import pg from 'pg';
import type { AdmissionFacts } from '../../../core/scheduling/admission-facts.ts';
import type { ResidentId, VisitId } from '../../../core/shared/ids.ts';
import type { Interval } from '../../../core/shared/interval.ts';
import { earlierOf, laterOf, Temporal } from '../../../core/shared/time.ts';
import type { FactsReader } from '../../../ports/facts-reader.ts';
import type { Rows } from '../change/change-parts.ts';
import { readRange } from '../range.ts';
import { FactsUnreadable, isRetryable } from '../retry.ts';
import type { SeenPair } from '../seen.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { assembleClaims, assembleFacility, assembleFacts, type FacilityFacts, readClaims } from './assemble-facts.ts';
import type { ClaimJson, FacilityJson, PairJson } from './facts-json.ts';
import {
  facilityParts,
  hasReadableInstants,
  judgingWords,
  type PairQuestion,
  type PairWords,
  type Parts,
  pairPart,
  pairValues,
  slotWords,
} from './facts-parts.ts';
import { REACH_UNKNOWN, reachCovers } from './reach.ts';

/** Days before and after now of which a facility's calendar is remembered: the longest notice of any policy, and what is being held today. */
const DAYS_BEFORE = 2;
const DAYS_AFTER = 100;

/**
 * Reads the facts of the rules in one round trip: those of the pair, and with them the version of the facility. What is remembered of the
 * facility counts only while that version is the same, else it is read anew. If reading at once fails, the unit of work comes back and the
 * facts are read part by part, with nothing remembered.
 */
export function postgresFactsReader(scope: TransactionScope): FactsReader {
  /** Null when the resident does not exist. What else was read of the pair is kept for this transaction. */
  const readWith = async (words: PairWords, asked: Omit<PairQuestion, 'reach'>) => {
    const { residentId, window, now } = asked;
    const reach = scope.facilities?.reach ?? REACH_UNKNOWN;
    const read = await readPair(scope, words, { ...asked, reach });
    if (read.of === null) return null;
    const known = read.of && !scope.factsApart ? scope.facilities?.find({ ...read.of, window, now }) : null;
    const facility = known ?? (await readFacility(scope, residentId, window, now));
    if (!facility) return null;
    const pair = reachCovers(reach, facility.reach) ? read : await readPair(scope, words, { ...asked, reach: facility.reach });
    const facts = assembleFacts(facility, pair, window);
    scope.seen.pair = seenPair(facility, facts, pair, asked);
    return { facility, pair, facts };
  };

  return {
    async read(residentId, visitorId, window, now) {
      const read = await readWith(slotWords, { residentId, visitorId, window, now });
      if (!read) return null;
      const { facility, pair, facts } = read;
      // Who chooses a station sees what others of the turn have chosen since its facts were read; everything else they do concerns other people.
      const others = await scope.turn?.ownLast(`stations:${facility.facility.id}`, 'claims');
      return { ...facts, claims: assembleClaims(others ? withClaims(pair, others) : pair) };
    },

    async readToJudge(residentId, visitorId, window, now) {
      const read = await readWith(judgingWords, { residentId, visitorId, window, now });
      return read?.facts ?? null;
    },
  };
}

/** With rows of claims that the database has not shown yet, as `claims.take` writes them. */
function withClaims(pair: PairJson, rows: Rows): PairJson {
  const others = rows.filter((row) => row.facility_id === pair.of?.facilityId);
  if (!pair.claims || others.length === 0) return pair;
  const added = others.map((row): ClaimJson => {
    const { start, end } = readRange(String(row.during));
    return [row.resource as ClaimJson[0], start.epochMilliseconds, end.epochMilliseconds, row.visit_id as VisitId];
  });
  return { ...pair, claims: [...pair.claims, ...added] };
}

/** Null where a part could not be read: then whoever needs it asks for it. */
function seenPair(
  facility: FacilityFacts,
  facts: AdmissionFacts,
  { resident, visitor, connection, claims, visits, lapsed }: PairJson,
  { residentId, visitorId }: Pick<PairQuestion, 'residentId' | 'visitorId'>,
): SeenPair | null {
  if (!resident || !visitor || !connection || !visits) return null;
  const { look, stationNames, rates } = facility;
  const { bookingNumber, housingUnit, alert } = resident;
  const { email, language } = visitor;
  return {
    residentId,
    visitorId,
    facts,
    facility: look,
    resident: { id: residentId, name: resident.name, bookingNumber, housingUnit, alert },
    visitor: { name: visitor.name, email, language, relationship: connection.relationship },
    openHolds: visits.openHolds,
    stationNames,
    lapsedClaims:
      claims && lapsed ? readClaims([...claims, ...visits.elsewhere].filter(([, , , visitId]) => lapsed.includes(visitId))) : null,
    rateAt: (at) => {
      const on = at.toZonedDateTimeISO(look.timeZone).toPlainDate();
      return rates.find(({ from }) => Temporal.PlainDate.compare(from, on) <= 0)?.cents ?? null;
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

async function readPair(scope: TransactionScope, words: PairWords, question: PairQuestion): Promise<PairJson> {
  const values = pairValues(question);
  // In a turn the question is everybody's: one instant that the database cannot read would have all of them done again.
  if (!hasReadableInstants(values)) scope.turn?.leave();
  if (scope.factsApart) {
    const parts = words.parts.map(([name, part]) => [name, () => scope.ask({ text: pairPart(part) }, values)] as const);
    const read = (await readApart(scope, parts)) as PairJson;
    return read.of === undefined ? read : { ...read, of: read.of ?? null };
  }
  const { rows } = await atOnce(scope.ask(words.question, values));
  return (rows[0] as PairJson | undefined) ?? { of: null };
}

async function readParts(scope: TransactionScope, parts: Parts): Promise<Readonly<Record<string, unknown>>> {
  const { db } = scope;
  if (scope.factsApart)
    return readApart(
      scope,
      Object.entries(parts).map(([name, part]) => [name, () => sql`select (${part}) as value`.execute(db)] as const),
    );
  const fields = Object.entries(parts).map(([name, part]) => sql`(${part}) as ${sql.id(name)}`);
  const { rows } = await atOnce(sql<Record<string, unknown>>`select ${sql.join(fields)}`.execute(db));
  return rows[0] ?? {};
}

async function atOnce<Answer>(reading: Promise<Answer>): Promise<Answer> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || isRetryable(error) || error.code === '25P02') throw error;
    throw new FactsUnreadable({ cause: error });
  }
}

type ReadPart = () => Promise<{ readonly rows: readonly unknown[] }>;

async function readApart(
  { db }: TransactionScope,
  parts: readonly (readonly [name: string, read: ReadPart])[],
): Promise<Readonly<Record<string, unknown>>> {
  const raw: Record<string, unknown> = {};
  for (const [name, read] of parts) {
    await sql`savepoint part`.execute(db);
    try {
      const { rows } = await read();
      raw[name] = (rows[0] as { readonly value: unknown } | undefined)?.value ?? null;
      await sql`release savepoint part`.execute(db);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      await sql`rollback to savepoint part`.execute(db);
    }
  }
  return raw;
}
