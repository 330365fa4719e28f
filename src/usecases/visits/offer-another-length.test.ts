import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, onDeadline } from '../../../test/support/booking-world.ts';
import { mailsOf } from '../../../test/support/mails-of.ts';
import { type HeldVisit, paidVisits } from '../../../test/support/paid-visits.ts';
import { Temporal } from '../../core/shared/time.ts';
import { buildRate } from '../../server/demo/builders/build-rate.ts';
import { authorizeVisit } from '../billing/authorize-visit.ts';
import { settleVisit } from '../billing/settle-visit.ts';
import { acceptRevision } from './accept-revision.ts';
import { cancelVisit } from './cancel-visit.ts';
import { declineRevision } from './decline-revision.ts';
import { holdSlot } from './hold-slot.ts';
import { lapseVisit } from './lapse-visit.ts';
import { otherSlots } from './other-slots.ts';
import { requestVisit } from './request-visit.ts';
import { reviseVisit } from './revise-visit.ts';

/** 12 cents a minute; from Christmas 9, from the new year nothing, from 8 January more than the cap of a jail of this size. */
const rates = [
  ['2026-12-25', 9],
  ['2027-01-01', 0],
  ['2027-01-08', 25],
] as const;
const CHRISTMAS = Temporal.Instant.from('2026-12-26T15:00:00Z');
const NEW_YEAR = Temporal.Instant.from('2027-01-02T15:00:00Z');
const ABOVE_CAP = Temporal.Instant.from('2027-01-09T15:00:00Z');

let world: BookingWorld;
let visits: ReturnType<typeof paidVisits>;
beforeAll(async () => {
  world = await buildBookingWorld({ capacity: 12, stations: 12 });
  visits = paidVisits(world);
  for (const [effectiveOn, centsPerMinute] of rates) await buildRate(world.db, { ...at(), centsPerMinute, effectiveOn });
});
afterAll(async () => world.close());
beforeEach(() => world.setNow(NOON));

const at = () => ({ agencyId: world.agencyId, facilityId: world.facilityId });

/** A request of 20 minutes at $2.40, its card saved. */
async function requested(): Promise<HeldVisit & { readonly revision: number }> {
  const one = await visits.withCard();
  const { visit } = await requestVisit(world.deps, one.visitor, one.id);
  return { ...one, revision: visit.revision };
}

async function offer({ id, revision }: { id: HeldVisit['id']; revision: number }, startsAt: Temporal.Instant, lengthMinutes: number) {
  const wish = { revision, startsAt, lengthMinutes, reason: 'staffing', note: null } as const;
  return (await reviseVisit(world.deps, world.scheduler, id, wish)).visit;
}

/** Deadlines that wait for a visit. */
async function waiting(id: HeldVisit['id']): Promise<string[]> {
  const rows = await world.db.selectFrom('deadlines').select('kind').where('visit_id', '=', id).where('done_at', 'is', null).execute();
  return rows.map(({ kind }) => kind).sort();
}

async function mailText(id: HeldVisit['id'], kind: string): Promise<string | undefined> {
  return (await mailsOf(world.db, id)).find((mail) => mail.kind === kind)?.text;
}

test('an offer of another length waits with its own price; accepted, that is what is set aside, and nothing was before', async () => {
  const one = await requested();
  const offered = await offer(one, one.startsAt, 30);
  expect([offered.quote.totalCents, offered.offer?.quote.minutes, offered.offer?.quote.totalCents]).toEqual([240, 30, 360]);
  expect(await waiting(one.id)).toEqual([]);
  await authorizeVisit(world.deps, onDeadline, one.id);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'card-saved', authorized_cents: '0' });

  const { visit } = await acceptRevision(world.deps, one.visitor, one.id, offered.revision);
  expect(visit).toMatchObject({ status: 'confirmed', offer: null, quote: { minutes: 30, totalCents: 360 } });
  expect(visit.slot.during.end.toString()).toBe(one.startsAt.add({ minutes: 30 }).toString());
  await authorizeVisit(world.deps, onDeadline, one.id);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'authorized', authorized_cents: '360' });
  expect(await visits.ledger(one.id)).toEqual({ card: -360, 'card-hold': 360 });
  expect(await visits.code(offer({ ...one, revision: visit.revision }, one.startsAt, 20))).toBe('not-in-this-status');
});

test('declined or lapsed, an offer leaves the old price untouched and nothing was ever set aside', async () => {
  const [declined, lapsed] = [await requested(), await requested()];
  const { revision } = await offer(declined, declined.startsAt, 30);
  const afterDecline = (await declineRevision(world.deps, declined.visitor, declined.id, revision)).visit;
  expect(afterDecline).toMatchObject({ status: 'expired', offer: null, quote: { minutes: 20, totalCents: 240 } });
  await offer(lapsed, lapsed.startsAt, 30);
  world.setNow(NOON.add({ hours: 25 }));
  await lapseVisit(world.deps, onDeadline, lapsed.id);
  for (const { id } of [declined, lapsed]) {
    await settleVisit(world.deps, onDeadline, id);
    const { status, quote } = await world.db.selectFrom('visits').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect({ status, quote }).toMatchObject({ status: 'expired', quote: { minutes: 20, totalCents: 240 } });
    expect(await visits.ledger(id)).toEqual({});
  }
});

test('a length that is not offered is refused by its rule, and one that does not fit is taken', async () => {
  const one = await requested();
  expect(await visits.code(offer(one, one.startsAt, 25))).toBe('length-not-offered');
  const rival = await world.addPair(one.residentId);
  const wish = { residentId: one.residentId, visitType: 'social', startsAt: one.startsAt.add({ minutes: 30 }), lengthMinutes: 20 } as const;
  await holdSlot(world.deps, rival.visitor, wish);
  expect(await visits.code(offer(one, one.startsAt, 30))).toBe('slot-taken');
});

test('the rules are asked again when it is accepted: a length closed in the meantime is refused, and the offer still waits', async () => {
  const one = await requested();
  const { revision } = await offer(one, one.startsAt, 30);
  const lengths = (minutes: string) =>
    world.pool.query(`update policies set settings = jsonb_set(settings, '{visitTypes,social,lengthsMinutes}', $1)`, [minutes]);
  await lengths('[20]');
  try {
    expect(await visits.code(acceptRevision(world.deps, one.visitor, one.id, revision))).toBe('length-not-offered');
    expect(await visits.status(one.id)).toBe('revised');
  } finally {
    await lengths('[20, 30]');
  }
  expect((await acceptRevision(world.deps, one.visitor, one.id, revision)).visit.status).toBe('confirmed');
});

test('what may be offered instead comes with every length and the price of its own day, the asked start among it', async () => {
  const one = await requested();
  const on = (instant: Temporal.Instant) => instant.toZonedDateTimeISO('America/Chicago').toPlainDate();
  const others = (from: Temporal.Instant, lengthMinutes: number | null) =>
    otherSlots(world.deps, world.scheduler, one.id, { fromOn: on(from), days: 1, lengthMinutes });
  const starts = ({ offers }: Awaited<ReturnType<typeof others>>) => offers.map(({ slot }) => slot.during.start.toString());

  const same = await others(one.startsAt, null);
  expect([same.lengthMinutes, same.lengths]).toEqual([20, [20, 30]]);
  expect(starts(same)).not.toContain(one.startsAt.toString());
  const longer = await others(one.startsAt, 30);
  expect(starts(longer)).toContain(one.startsAt.toString());
  expect(new Set(longer.offers.map(({ quote }) => quote.totalCents))).toEqual(new Set([360]));
  expect((await others(CHRISTMAS, 30)).offers[0]?.quote).toMatchObject({ minutes: 30, totalCents: 270 });
  expect((await others(ABOVE_CAP, 20)).offers).toEqual([]);
  for (const { slot } of longer.offers.slice(0, 2)) await expect(offer(await requested(), slot.during.start, 30)).resolves.toBeDefined();
});

test('the price is that of the offered day: a lower rate is offered as such, one above the cap not at all', async () => {
  const one = await requested();
  expect(await visits.code(offer(one, ABOVE_CAP, 20))).toBe('rate-above-cap');
  expect((await offer(one, CHRISTMAS, 20)).offer?.quote).toMatchObject({ centsPerMinute: 9, totalCents: 180 });
  expect(await mailText(one.id, 'revised')).toContain('It would cost $1.80 at most instead of $2.40.');
});

test('an accepted offer that is free sets nothing aside, and when it is cancelled the saved card is forgotten all the same', async () => {
  const one = await requested();
  const { revision } = await offer(one, NEW_YEAR, 30);
  await acceptRevision(world.deps, one.visitor, one.id, revision);
  expect(await waiting(one.id)).not.toContain('authorize');
  await cancelVisit(world.deps, one.visitor, one.id, { reason: 'other', note: null });
  expect(await waiting(one.id)).toContain('settle');
  await settleVisit(world.deps, onDeadline, one.id);
  expect(await visits.payment(one.id)).toMatchObject({ status: 'released', authorized_cents: '0' });
  expect(await visits.ledger(one.id)).toEqual({});
});

test('who asked for a free visit and saved no card is offered no price', async () => {
  const pair = await world.addPair();
  const wish = { residentId: pair.residentId, visitType: 'social', lengthMinutes: 20 } as const;
  world.setNow(NEW_YEAR.subtract({ hours: 24 * 10 }));
  const { visit } = await holdSlot(world.deps, pair.visitor, { ...wish, startsAt: NEW_YEAR });
  const { id, revision } = (await requestVisit(world.deps, pair.visitor, visit.id)).visit;
  expect(await visits.code(offer({ id, revision }, CHRISTMAS, 20))).toBe('asked-for-free');
  const fromOn = Temporal.PlainDate.from('2026-12-26');
  expect((await otherSlots(world.deps, world.scheduler, id, { fromOn, days: 3, lengthMinutes: 30 })).offers).toEqual([]);
  expect((await offer({ id, revision }, NEW_YEAR, 30)).offer?.quote.totalCents).toBe(0);
});

test('the mail names length and price where they differ, in the language of the visitor, and says when the time stays', async () => {
  const [ana, rosa, carlos] = [await requested(), await requested(), await requested()];
  await offer(ana, ana.startsAt, 30);
  expect(await mailText(ana.id, 'revised')).toMatch(
    /offers another length at the same time\.\n\nIt would last 30 minutes instead of 20\.\n\nIt would cost \$3\.60 at most instead of \$2\.40\./,
  );
  await world.db.updateTable('visitors').set({ language: 'es' }).where('id', '=', rosa.visitor.visitorId).execute();
  await offer(rosa, rosa.startsAt.add({ hours: 24 * 7 }), 30);
  expect(await mailText(rosa.id, 'revised')).toMatch(
    /ofrece en su lugar el \S+, \d+ de .+\n\nDuraría 30 minutos en lugar de 20\.\n\nCostaría \$3\.60 como máximo en lugar de \$2\.40\./,
  );
  await offer(carlos, carlos.startsAt.add({ hours: 24 * 7 }), 20);
  expect(await mailText(carlos.id, 'revised')).not.toMatch(/It would/);
});
