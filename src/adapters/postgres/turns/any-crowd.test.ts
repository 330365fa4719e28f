import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOON, onDeadline, SLOT } from '../../../../test/support/booking-world.ts';
import { buildCrowdWorld, type CrowdPeople, type CrowdProcess, type CrowdWorld } from '../../../../test/support/crowd-world.ts';
import { overlappingClaims } from '../../../../test/support/overlapping-claims.ts';
import { seededRandom } from '../../../../test/support/seeded-random.ts';
import type { VisitorCaller } from '../../../core/access/caller.ts';
import { claimsNeeded } from '../../../core/scheduling/claims-needed.ts';
import type { ResidentId, VisitId } from '../../../core/shared/ids.ts';
import type { Temporal } from '../../../core/shared/time.ts';
import { isFinal } from '../../../core/visit/visit-status.ts';
import type { VisitSheet } from '../../../ports/visit-sheets.ts';
import { automatic } from '../../../server/demo/builders/build-policy.ts';
import { Refusal } from '../../../usecases/refusal.ts';
import { cancelVisit } from '../../../usecases/visits/cancel-visit.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';
import { lapseVisit } from '../../../usecases/visits/lapse-visit.ts';
import { releaseHold } from '../../../usecases/visits/release-hold.ts';
import { requestVisit } from '../../../usecases/visits/request-visit.ts';
import { viewVisit } from '../../../usecases/visits/view-visit.ts';

const WEEKS = 5;
const CROWDS_A_WEEK = 7;
const MOST_ACTS = 16;
/** Visits of a resident and of a visitor in one week. */
const [MOST_OF_RESIDENT, MOST_OF_VISITOR, MOST_HOLDS] = [4, 3, 2];
/** As `buildStation` has it. */
const TURN_ROUND_MINUTES = 5;
const UNANSWERED_MS = 10_000;
const seed = Number(process.env.CROWD_SEED ?? Math.floor(Math.random() * 1_000_000));

type Disturbance = 'none' | 'cut' | 'facility-changed' | 'stations-kept';
interface Act {
  readonly kind: 'hold' | 'request' | 'release' | 'cancel' | 'lapse';
  readonly by: VisitorCaller;
  /** Of a visit that was there before. */
  readonly id: VisitId | null;
  readonly wish: { readonly residentId: ResidentId; readonly startsAt: Temporal.Instant } | null;
  readonly run: () => Promise<VisitSheet | null>;
}
interface Answered {
  readonly act: Act;
  readonly sheet: VisitSheet | null;
  readonly error: unknown;
}
interface Known {
  readonly id: VisitId;
  readonly owner: VisitorCaller;
}

let world: CrowdWorld;
beforeAll(async () => {
  const of = (whose: 'resident' | 'visitor', most: number) => ({ whose, per: 'week', unit: 'visits', most, exemptVisitTypes: [] }) as const;
  const allowances = [of('resident', MOST_OF_RESIDENT), of('visitor', MOST_OF_VISITOR)];
  world = await buildCrowdWorld({ policy: { ...automatic, allowances }, stations: 2, capacity: 2 });
});
afterAll(async () => world.close());

test(`whoever books at the same moment, everybody is answered what the database keeps of them, and no limit is passed (CROWD_SEED=${seed})`, async () => {
  const random = seededRandom(seed);
  const happened = new Map<string, number>();
  for (let week = 0; week < WEEKS; week++) {
    world.setNow(NOON.add({ hours: 7 * 24 * week }));
    const people = await world.addPeople();
    const known: Known[] = [];
    for (let crowd = 0; crowd < CROWDS_A_WEEK; crowd++) {
      const where = `CROWD_SEED=${seed}, week ${week}, crowd ${crowd}`;
      await crowdOnce({ random, people, known, startsAt: SLOT.add({ hours: 7 * 24 * week }), where, happened });
    }
  }
  const turns = world.processes.flatMap((process) => process.turns);
  expect(turns.filter(({ works, left }) => works - left > 2).length).toBeGreaterThan(5);
  expect(turns.some(({ left }) => left > 0)).toBe(true);
  expect([...happened.keys()]).toEqual(expect.arrayContaining(['hold', 'request', 'slot-taken', 'hold-limit', 'not-connected']));
});

async function crowdOnce({
  random,
  people,
  known,
  startsAt,
  where,
  happened,
}: {
  readonly random: () => number;
  readonly people: CrowdPeople;
  readonly known: Known[];
  readonly startsAt: Temporal.Instant;
  readonly where: string;
  readonly happened: Map<string, number>;
}): Promise<void> {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  world.setNow(world.now().add({ seconds: pick([0, 0, 1, 300, 601]) }));
  // What has lapsed keeps whoever wants that very time out of turns until somebody sweeps it, as the app does every second.
  if (random() < 0.8) await sweep();
  const disturbance = pick<Disturbance>(['none', 'none', 'none', 'none', 'none', 'cut', 'facility-changed', 'stations-kept']);
  const onlyHolds = random() < 0.4;
  // Most crowds come to one process, as turns are its own.
  const home = pick(world.processes.slice(0, 2));
  const processOf = () => (random() < 0.8 ? home : pick(world.processes));
  const acts: Act[] = [];
  for (let left = 2 + Math.floor(random() * MOST_ACTS); left > 0; left--) {
    const act = anyAct({ random, pick, people, known, startsAt, process: processOf(), onlyHolds });
    acts.push(act);
    if (random() < 0.25) acts.push(act);
  }
  const before = await visitsOf(people);
  const disturbing = disturb(disturbance, home, Math.floor(random() * 8));
  const answers = await Promise.all(acts.map((act) => answerOf(act, where)));
  await disturbing;

  const told = `${where} (${disturbance}): ${answers.map(({ act, sheet, error }) => `${act.kind} ${sheet ? 'done' : codeOf(error)}`).join(', ')}`;
  for (const { act, error } of answers) {
    const outcome = error === null ? act.kind : codeOf(error);
    happened.set(outcome, (happened.get(outcome) ?? 0) + 1);
    if (error !== null && !(error instanceof Refusal) && !(disturbance === 'cut' && isOfCutConnection(error)))
      throw new Error(told, { cause: error });
  }
  await checkAnswers({ answers, before: new Set(before), after: await visitsOf(people), isCut: disturbance === 'cut', told });
  for (const { act, sheet } of answers) if (act.kind === 'hold' && sheet) known.push({ id: sheet.visit.id, owner: act.by });
  await checkLimits(people, told);
  if (onlyHolds && disturbance !== 'cut') await checkRefused(answers, told);
  for (const { id, owner } of known) await checkRows(id, owner, told);
  expect(await overlappingClaims(world.pool), told).toEqual([]);
}

/** What nobody decided in time, of all weeks, expires. */
async function sweep(): Promise<void> {
  const { rows } = await world.pool.query<{ id: VisitId }>(`select id from visits where status = 'held' and lapses_at <= $1`, [
    world.now().toString(),
  ]);
  for (const { id } of rows) await lapseVisit(world.deps, onDeadline, id);
}

function anyAct({
  random,
  pick,
  people,
  known,
  startsAt,
  process: { deps },
  onlyHolds,
}: {
  readonly random: () => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly people: CrowdPeople;
  readonly known: readonly Known[];
  readonly startsAt: Temporal.Instant;
  readonly process: CrowdProcess;
  readonly onlyHolds: boolean;
}): Act {
  const kind =
    onlyHolds || known.length === 0
      ? 'hold'
      : pick(['hold', 'hold', 'hold', 'request', 'request', 'request', 'release', 'cancel', 'lapse'] as const);
  if (kind === 'hold') {
    const by = pick(people.visitors);
    const residentId = pick(people.residents);
    const at = startsAt.add({ hours: 24 * pick([0, 1]), minutes: pick([0, 15, 60]) });
    const run = () => holdSlot(deps, by, { residentId, visitType: 'social', startsAt: at, lengthMinutes: 20 });
    return { kind, by, id: null, wish: { residentId, startsAt: at }, run };
  }
  // The newest are those that can still be sent; one in ten is asked for by somebody else.
  const { id, owner } = pick(random() < 0.8 ? known.slice(-6) : known);
  const by = random() < 0.1 ? pick(people.visitors) : owner;
  const runs: Readonly<Record<Exclude<Act['kind'], 'hold'>, Act['run']>> = {
    request: () => requestVisit(deps, by, id),
    release: () => releaseHold(deps, by, id).then(() => null),
    cancel: () => cancelVisit(deps, by, id, { reason: 'visitor-unwell', note: null }),
    lapse: () => lapseVisit(deps, onDeadline, id).then(() => null),
  };
  return { kind, by, id, wish: null, run: runs[kind] };
}

async function answerOf(act: Act, where: string): Promise<Answered> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${where}: a ${act.kind} was not answered`)), UNANSWERED_MS);
  });
  try {
    return { act, sheet: await Promise.race([act.run(), late]), error: null };
  } catch (error) {
    return { act, sheet: null, error };
  } finally {
    clearTimeout(timer);
  }
}

/** What goes wrong meanwhile, so many milliseconds after the crowd has come. */
async function disturb(disturbance: Disturbance, home: CrowdProcess, afterMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  switch (disturbance) {
    case 'none':
      return;
    case 'cut':
      await world.pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [home.turnPids()]);
      return;
    case 'facility-changed':
      await world.pool.query('update facilities set facts_version = facts_version where id = any($1)', [world.facilities]);
      return;
    case 'stations-kept': {
      const client = await world.pool.connect();
      try {
        await client.query('begin');
        // As every booking of the facility does (booking/claims.ts).
        await client.query(`select pg_advisory_xact_lock(hashtextextended('stations:' || $1, 7305))`, [world.facilityId]);
        await new Promise((resolve) => setTimeout(resolve, 350));
        await client.query('rollback');
      } finally {
        client.release();
      }
    }
  }
}

/** Everybody is answered their own visit as it is kept, and nothing is kept that nobody was answered. */
async function checkAnswers({
  answers,
  before,
  after,
  isCut,
  told,
}: {
  readonly answers: readonly Answered[];
  readonly before: ReadonlySet<string>;
  readonly after: readonly string[];
  readonly isCut: boolean;
  readonly told: string;
}): Promise<void> {
  const held = answers.flatMap(({ act, sheet }) => (act.kind === 'hold' && sheet ? [sheet.visit.id as string] : []));
  expect(new Set(held).size, told).toBe(held.length);
  const made = after.filter((id) => !before.has(id));
  if (isCut) expect(made, told).toEqual(expect.arrayContaining(held));
  else expect(new Set(made), told).toEqual(new Set(held));
  for (const { act, sheet } of answers) {
    if (!sheet) continue;
    expect(sheet.visit.leadVisitorId, told).toBe(act.by.visitorId);
    if (act.id) expect(sheet.visit.id, told).toBe(act.id);
    if (act.wish) {
      expect(sheet.visit.residentId, told).toBe(act.wish.residentId);
      expect(sheet.visit.slot.during.start.toString(), told).toBe(act.wish.startsAt.toString());
    }
    const changedBy = new Set(answers.filter((other) => other.act.id === act.id && other.act.id !== null).map((other) => other.act.kind));
    if (changedBy.size > 1) continue;
    expect(plain(sheet), told).toEqual(plain(await viewVisit(world.deps, act.by, sheet.visit.id)));
  }
}

/** A crowd that only holds takes from everybody and gives nothing back: who was refused is refused afterwards as well. */
async function checkRefused(answers: readonly Answered[], told: string): Promise<void> {
  const [, , alone] = world.processes;
  for (const { act, error } of answers) {
    if (!(error instanceof Refusal) || !act.wish || !alone) continue;
    const again = holdSlot(alone.deps, act.by, { ...act.wish, visitType: 'social', lengthMinutes: 20 });
    await expect(again, `${told}; refused ${codeOf(error)}, then not`).rejects.toBeInstanceOf(Refusal);
  }
}

async function checkLimits({ residents, visitors }: CrowdPeople, told: string): Promise<void> {
  const { rows } = await world.pool.query<{ resident_id: string; lead_visitor_id: string; status: string }>(
    `select resident_id, lead_visitor_id, status from visits where lead_visitor_id = any($1)
      and (status = 'confirmed' or (status in ('held', 'requested') and lapses_at > $2))`,
    [visitors.map(({ visitorId }) => visitorId), world.now().toString()],
  );
  for (const residentId of residents)
    expect(rows.filter((row) => row.resident_id === residentId).length, told).toBeLessThanOrEqual(MOST_OF_RESIDENT);
  for (const { visitorId } of visitors) {
    const own = rows.filter((row) => row.lead_visitor_id === visitorId);
    expect(own.length, told).toBeLessThanOrEqual(MOST_OF_VISITOR);
    expect(own.filter(({ status }) => status === 'held').length, told).toBeLessThanOrEqual(MOST_HOLDS);
  }
}

async function checkRows(id: VisitId, owner: VisitorCaller, told: string): Promise<void> {
  const { visit, policy, lines } = await viewVisit(world.deps, owner, id);
  const { rows } = await world.pool.query<{
    claims: { resource: string; start: number; end: number }[] | null;
    deadlines: string[] | null;
    sequence: number[];
    trail: string[];
    copies: number;
    mails: string[] | null;
    email: string;
  }>(
    `select (select json_agg(json_build_object('resource', resource, 'start', extract(epoch from lower(during)) * 1000,
        'end', extract(epoch from upper(during)) * 1000) order by resource) from claims where visit_id = $1 and released_at is null) as claims,
      (select json_agg(kind order by kind) from deadlines where visit_id = $1 and done_at is null) as deadlines,
      (select json_agg(sequence order by sequence) from visit_events where visit_id = $1) as sequence,
      (select json_agg(act order by place) from audit_trail where subject_id = $1 and act like 'visit.%') as trail,
      (select count(*)::int from audit_log where subject_id = $1 and act like 'visit.%') as copies,
      (select json_agg(kind || ' to ' || to_address order by id) from outbox_mails where visit_id = $1) as mails,
      (select email from visitors where id = $2) as email`,
    [id, owner.visitorId],
  );
  const [row] = rows;
  if (!row) throw new Error('no answer');
  expect(row.sequence, told).toEqual(Array.from({ length: visit.revision }, (_, index) => index + 1));
  expect(row.trail, told).toEqual(lines.map(({ event }) => `visit.${event}`));
  expect(row.copies, told).toBe(0);
  const needed = claimsNeeded(visit, visit.slot, policy, TURN_ROUND_MINUTES).map(({ resource, during }) => ({
    resource,
    start: during.start.epochMilliseconds,
    end: during.end.epochMilliseconds,
  }));
  const isLapsed = visit.lapsesAt !== null && visit.lapsesAt.epochMilliseconds <= world.now().epochMilliseconds;
  if (isFinal(visit.status) || (isLapsed && row.claims === null)) expect(row.claims, told).toBeNull();
  else expect(row.claims, told).toEqual(needed);
  expect(row.deadlines ?? [], told).toEqual(visit.status === 'held' ? [] : visit.status === 'confirmed' ? ['open'] : expect.any(Array));
  const wasConfirmed = row.trail.includes('visit.confirmed');
  const expected = [...(wasConfirmed ? ['confirmed'] : []), ...(visit.status === 'cancelled' ? ['cancelled'] : [])];
  expect(row.mails ?? [], told).toEqual(expected.map((kind) => `${kind} to ${row.email}`));
}

async function visitsOf({ visitors }: CrowdPeople): Promise<readonly string[]> {
  const { rows } = await world.pool.query<{ id: string }>('select id from visits where lead_visitor_id = any($1)', [
    visitors.map(({ visitorId }) => visitorId),
  ]);
  return rows.map(({ id }) => id);
}

function isOfCutConnection(error: unknown): boolean {
  return error instanceof Error && /terminat|not queryable|EPIPE|ECONNRESET/i.test(error.message);
}

function codeOf(error: unknown): string {
  return error instanceof Refusal ? error.code : String(error);
}

/** Instants compare by their text. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
