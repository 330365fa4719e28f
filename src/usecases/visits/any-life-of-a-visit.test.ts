import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, SLOT } from '../../../test/support/booking-world.ts';
import { dressMail, mailsOf } from '../../../test/support/mails-of.ts';
import { overlappingClaims } from '../../../test/support/overlapping-claims.ts';
import { seededRandom } from '../../../test/support/seeded-random.ts';
import { type ActSetting, anyAct, visitActs } from '../../../test/support/visit-acts.ts';
import { postgresUnitOfWork } from '../../adapters/postgres/unit-of-work.ts';
import { claimsNeeded } from '../../core/scheduling/claims-needed.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { isFinal } from '../../core/visit/visit-status.ts';
import type { NoticeKind } from '../../ports/notices.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { automatic } from '../../server/demo/builders/build-policy.ts';
import { composeMails } from '../notices/compose-mail.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { holdSlot } from './hold-slot.ts';
import { viewVisit } from './view-visit.ts';

const LIVES = 30;
const MOST_ACTS = 14;
/** Minutes that the clock of the second process is ahead. */
const AHEAD = 6;
/** As `buildStation` has it. */
const TURN_ROUND_MINUTES = 5;
const seed = Number(process.env.LIFE_SEED ?? Math.floor(Math.random() * 1_000_000));

describe.each([
  { money: 'paid', centsPerMinute: 12, decided: 'by staff', policy: {} },
  { money: 'paid', centsPerMinute: 12, decided: 'by rule', policy: automatic },
  { money: 'free', centsPerMinute: 0, decided: 'by staff', policy: {} },
])('visits that are $money and decided $decided', ({ centsPerMinute, policy }) => {
  let world: BookingWorld;
  let processes: readonly BookingDependencies[];
  beforeAll(async () => {
    world = await buildBookingWorld({ centsPerMinute, policy, stations: 2, capacity: 2 });
    processes = [world.deps, processAhead(world)];
  });
  afterAll(async () => world.close());

  test(`whatever happens to them, pages and mails tell what the rows hold, and claims and deadlines are the status's (LIFE_SEED=${seed})`, async () => {
    const random = seededRandom(seed);
    const happened = new Map<string, number>();
    const count = (what: string) => happened.set(what, (happened.get(what) ?? 0) + 1);
    for (let life = 0; life < LIVES; life++) {
      world.setNow(NOON.add({ hours: life }));
      await liveOnce(random, count, `life ${life}`);
    }
    expect(await overlappingClaims(world.pool)).toEqual([]);
    expect([...happened.keys()]).toEqual(expect.arrayContaining(['hold', 'confirmed', 'expired']));
  });

  async function liveOnce(random: () => number, count: (what: string) => void, life: string): Promise<void> {
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
    // Few residents and times, so that one's lapsed time is another's wish.
    const { residentId, visitor } = await world.addPair(random() < 0.5 ? world.marcus : undefined);
    const startsAt = SLOT.add({ hours: Math.floor(random() * 4) + 24 * Math.floor(random() * 2) });
    let deps = pick(processes);
    let sheet = await orNull(holdSlot(deps, visitor, { residentId, visitType: 'social', startsAt, lengthMinutes: 20 }));
    if (!sheet) return;
    count('hold');
    expect(plain(sheet), `hold of ${life}`).toEqual(plain(await viewVisit(deps, visitor, sheet.visit.id)));
    const told: string[] = [];
    for (let step = 0; step < MOST_ACTS && !(isFinal(sheet.visit.status) && random() < 0.7); step++) {
      world.setNow(world.now().add({ seconds: pick([0, 1, 60, 200, 200, 400, 400, 36_000]) }));
      deps = pick(processes);
      const act = anyAct({ sheet, random });
      const rival = random() < 0.2 ? anyAct({ sheet, random }) : null;
      told.push(rival ? `${act} against ${rival}` : act);
      const where = `${life}: ${told.join(', ')}`;
      const setting: ActSetting = { world, deps, visitor, sheet, random };
      const mailsBefore = await mailsOf(world.db, sheet.visit.id);
      const [answered] = await Promise.all([
        orNull(visitActs[act]?.(setting)),
        rival && orNull(visitActs[rival]?.({ ...setting, deps: pick(processes) })),
      ]);
      const fresh: VisitSheet = await viewVisit(deps, visitor, sheet.visit.id);
      if (fresh.visit.status !== sheet.visit.status) count(fresh.visit.status);
      if (!rival) {
        if (answered) expect(plain(answered), where).toEqual(plain(fresh));
        const mails = (await mailsOf(world.db, sheet.visit.id)).slice(mailsBefore.length);
        expect(mails, where).toEqual(mails.map(({ kind }) => mailOf(deps, fresh, kind)));
      }
      await checkRows(world, fresh, where);
      sheet = fresh;
    }
  }
});

/** Another app process on the same database. */
function processAhead(world: BookingWorld): BookingDependencies {
  const clock = { now: () => world.now().add({ minutes: AHEAD }) };
  const { pool } = world;
  const { ids } = world.deps;
  return { ...world.deps, clock, work: postgresUnitOfWork({ pool, clock, ids, composeMail }) };
}

const publicUrl = 'http://localhost:30500';
const composeMail = composeMails(publicUrl);

function mailOf({ clock }: BookingDependencies, sheet: VisitSheet, kind: NoticeKind) {
  const mail = composeMail(sheet, kind, clock.now());
  return mail && { kind, ...dressMail(mail) };
}

/** Refusals are among what happens. */
async function orNull<Answer>(answer: Promise<Answer> | undefined): Promise<Answer | null> {
  try {
    return (await answer) ?? null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Instants compare by their text. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

async function checkRows(world: BookingWorld, sheet: VisitSheet, where: string): Promise<void> {
  const { visit, payment } = sheet;
  const { rows } = await world.pool.query<{
    claims: { resource: string; start: number; end: number }[] | null;
    deadlines: { kind: string; at: number }[] | null;
    sequence: number[];
    trail: string[];
    copies: number;
    money: number;
  }>(
    `select (select json_agg(json_build_object('resource', resource, 'start', extract(epoch from lower(during)) * 1000,
        'end', extract(epoch from upper(during)) * 1000) order by resource) from claims where visit_id = $1 and released_at is null) as claims,
      (select json_agg(json_build_object('kind', kind, 'at', extract(epoch from due_at) * 1000) order by kind) from deadlines
        where visit_id = $1 and done_at is null) as deadlines,
      (select json_agg(sequence order by sequence) from visit_events where visit_id = $1) as sequence,
      (select json_agg(act order by place) from audit_trail where subject_id = $1 and act like 'visit.%') as trail,
      (select count(*)::int from audit_log where subject_id = $1 and act like 'visit.%') as copies,
      (select coalesce(sum(amount_cents), 0)::int from ledger_entries where visit_id = $1) as money`,
    [visit.id],
  );
  const [row] = rows;
  if (!row) throw new Error('no answer');
  expect(row.sequence, where).toEqual(Array.from({ length: visit.revision }, (_, index) => index + 1));
  expect(row.trail, where).toEqual(sheet.lines.map(({ event }) => `visit.${event}`));
  expect(row.copies, where).toBe(0);
  expect(row.money, where).toBe(0);

  const needed = claimsNeeded(visit, visit.offer?.slot ?? visit.slot, sheet.policy, TURN_ROUND_MINUTES).map(({ resource, during }) => ({
    resource,
    start: during.start.epochMilliseconds,
    end: during.end.epochMilliseconds,
  }));
  const isLapsed = isPast(visit.lapsesAt, world.now().add({ minutes: AHEAD }));
  // A lapsed visit loses all of them together, once somebody needs them.
  if (isFinal(visit.status) || (isLapsed && row.claims === null)) expect(row.claims, where).toBeNull();
  else expect(row.claims, where).toEqual(needed);

  const waiting = new Map(row.deadlines?.map(({ kind, at }) => [kind, at]));
  // A lapse stands in the visit itself; as a deadline only once it has come, until it is done.
  expect(waiting.get('lapse') ?? visit.lapsesAt?.epochMilliseconds, where).toBe(visit.lapsesAt?.epochMilliseconds);
  expect(waiting.has('open'), where).toBe(visit.status === 'confirmed');
  const isOwed = visit.status === 'confirmed';
  expect(waiting.has('authorize') || !isOwed || payment.status !== 'card-saved', where).toBe(true);
  expect(waiting.get('mend-payment') ?? null, where).toBe(isOwed ? (payment.mendBy?.epochMilliseconds ?? null) : null);
  const concernsProcessor = visit.quote.totalCents > 0 || payment.cardToken !== null;
  if (isFinal(visit.status) && concernsProcessor && payment.settlement === null) expect(waiting.has('settle'), where).toBe(true);
  if (!isFinal(visit.status)) expect(waiting.has('settle'), where).toBe(false);
}

function isPast(deadline: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return deadline !== null && deadline.epochMilliseconds <= now.epochMilliseconds;
}
