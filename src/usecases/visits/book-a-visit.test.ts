import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, onDeadline, SLOT } from '../../../test/support/booking-world.ts';
import { mailsOf } from '../../../test/support/mails-of.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { Temporal } from '../../core/shared/time.ts';
import { automatic } from '../../server/demo/builders/build-policy.ts';
import { Refusal } from '../refusal.ts';
import { acceptRevision } from './accept-revision.ts';
import { cancelVisit } from './cancel-visit.ts';
import { confirmVisit } from './confirm-visit.ts';
import { declineRevision } from './decline-revision.ts';
import { denyVisit } from './deny-visit.ts';
import { holdSlot } from './hold-slot.ts';
import { lapseVisit } from './lapse-visit.ts';
import { lengthenHold } from './lengthen-hold.ts';
import { offerSlots } from './offer-slots.ts';
import { releaseHold } from './release-hold.ts';
import { requestVisit } from './request-visit.ts';
import { reviseVisit } from './revise-visit.ts';

/** What a promise refuses with. */
async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw new Error('expected a refusal', { cause: error });
  return error;
}

describe('at a facility that is free of charge', () => {
  let world: BookingWorld;
  let holds = 0;
  beforeAll(async () => {
    world = await buildBookingWorld({ centsPerMinute: 0 });
  });
  afterAll(async () => world.close());

  /** Another hour each time, and never the day after one, so that tests do not meet. */
  const nextHour = () => {
    const index = holds++;
    return SLOT.add({ hours: (index % 11) + 72 * Math.floor(index / 11) });
  };
  const hold = async (startsAt = nextHour()) => {
    const pair = await world.addPair();
    const sheet = await holdSlot(world.deps, pair.visitor, {
      residentId: pair.residentId,
      visitType: 'social',
      startsAt,
      lengthMinutes: 20,
    });
    return { ...pair, id: sheet.visit.id, sheet, startsAt };
  };
  const requested = async () => {
    const held = await hold();
    const sheet = await requestVisit(world.deps, held.visitor, held.id);
    return { ...held, sheet, revision: sheet.visit.revision };
  };
  const offered = async () => {
    const one = await requested();
    const startsAt = one.startsAt.add({ hours: 24 });
    const { visit } = await reviseVisit(world.deps, world.scheduler, one.id, {
      revision: one.revision,
      startsAt,
      lengthMinutes: 20,
      reason: 'staffing',
      note: null,
    });
    return { ...one, offeredAt: startsAt, revision: visit.revision };
  };
  const kinds = (claims: readonly string[]) => claims.map((claim) => claim.split(':')[0]);

  test('a hold takes resident, visitor, station and seat, names its price, and tells until when', async () => {
    const { id, sheet } = await hold();
    expect(sheet.visit.status).toBe('held');
    expect(sheet.payment.status).toBe('free');
    expect(sheet.visit.holdExpiresAt?.toString()).toBe(NOON.add({ minutes: 10 }).toString());
    expect(kinds(await world.activeClaims(id))).toEqual(['resident', 'seat', 'station', 'visitor']);
  });

  test('a hold is lengthened once', async () => {
    const { id, visitor } = await hold();
    const longer = await lengthenHold(world.deps, visitor, id);
    expect(longer.visit.holdExpiresAt?.toString()).toBe(NOON.add({ minutes: 20 }).toString());
    expect((await refusal(lengthenHold(world.deps, visitor, id))).code).toBe('hold-already-lengthened');
  });

  test('giving a hold back frees it at once, and doing so twice is calm', async () => {
    const { id, visitor } = await hold();
    await releaseHold(world.deps, visitor, id);
    await releaseHold(world.deps, visitor, id);
    expect(await world.activeClaims(id)).toEqual([]);
  });

  test('a third open hold of one visitor is refused', async () => {
    const { visitor, residentId, startsAt } = await hold();
    const more = (days: number) =>
      holdSlot(world.deps, visitor, { residentId, visitType: 'social', startsAt: startsAt.add({ hours: 24 * days }), lengthMinutes: 20 });
    await more(1);
    expect((await refusal(more(2))).code).toBe('hold-limit');
  });

  test('a time that is taken is answered with the nearest free ones, and those can be held', async () => {
    const { startsAt, residentId } = await hold();
    const other = await world.addPair(residentId);
    const wish = { residentId, visitType: 'social' as const, startsAt, lengthMinutes: 20 };
    const lost = await refusal(holdSlot(world.deps, other.visitor, wish));
    expect(lost.code).toBe('slot-taken');
    const [nearest] = lost.detail.alternatives as { startsAt: string }[];
    expect(nearest).toBeDefined();
    const again = await holdSlot(world.deps, other.visitor, { ...wish, startsAt: Temporal.Instant.from(nearest?.startsAt ?? '') });
    expect(again.visit.status).toBe('held');
  });

  test('somebody without a connection is refused alike for residents who exist and who do not', async () => {
    const { visitor } = await world.addPair();
    const wish = { visitType: 'social' as const, startsAt: SLOT, lengthMinutes: 20 };
    expect((await refusal(holdSlot(world.deps, visitor, { ...wish, residentId: world.marcus }))).code).toBe('not-connected');
    expect((await refusal(holdSlot(world.deps, visitor, { ...wish, residentId: 'res_00000000000000000000000000' }))).code).toBe(
      'not-connected',
    );
  });

  test('a request goes to the queue without a card, and asking twice sends it once', async () => {
    const { id, visitor, sheet } = await requested();
    expect(sheet.visit.status).toBe('requested');
    const again = await requestVisit(world.deps, visitor, id);
    expect(again.visit.revision).toBe(sheet.visit.revision);
  });

  test('a hold that has run out can neither be requested nor lengthened, and somebody else can take its time', async () => {
    const { id, visitor, startsAt, residentId } = await hold();
    world.setNow(NOON.add({ minutes: 10 }));
    try {
      expect((await refusal(requestVisit(world.deps, visitor, id))).code).toBe('hold-expired');
      expect((await refusal(lengthenHold(world.deps, visitor, id))).code).toBe('hold-expired');
      const other = await world.addPair(residentId);
      const taken = await holdSlot(world.deps, other.visitor, { residentId, visitType: 'social', startsAt, lengthMinutes: 20 });
      expect(taken.visit.status).toBe('held');
      await lapseVisit(world.deps, onDeadline, id);
      expect(await world.activeClaims(id)).toEqual([]);
      expect(kinds(await world.activeClaims(taken.visit.id))).toEqual(['resident', 'seat', 'station', 'visitor']);
    } finally {
      world.setNow(NOON);
    }
  });

  test('a time held early enough is not too late because the form took some minutes', async () => {
    const pair = await world.addPair();
    const startsAt = SLOT.add({ hours: 240 });
    world.setNow(startsAt.subtract({ hours: 24, minutes: 1 }));
    try {
      const wish = { residentId: pair.residentId, visitType: 'social' as const, startsAt, lengthMinutes: 20 };
      const { visit } = await holdSlot(world.deps, pair.visitor, wish);
      world.setNow(startsAt.subtract({ hours: 23, minutes: 54 }));
      expect((await requestVisit(world.deps, pair.visitor, visit.id)).visit.status).toBe('requested');
    } finally {
      world.setNow(NOON);
    }
  });

  test('confirming keeps the claims, mails with a calendar file, and a stale page is refused', async () => {
    const { id, revision } = await requested();
    expect((await refusal(confirmVisit(world.deps, world.scheduler, id, revision - 1))).code).toBe('revision-changed');
    const { visit } = await confirmVisit(world.deps, world.scheduler, id, revision);
    expect(visit.status).toBe('confirmed');
    expect(kinds(await world.activeClaims(id))).toEqual(['resident', 'seat', 'station', 'visitor']);
    const [mail] = await mailsOf(world.db, id);
    expect(mail?.calendar).toContain('BEGIN:VEVENT');
    expect(mail?.text).toContain(`/visit/${id}`);
  });

  test('denying gives the time back and tells why', async () => {
    const { id, revision } = await requested();
    const { visit } = await denyVisit(world.deps, world.scheduler, id, { revision, reason: 'facility-schedule', note: 'Painting' });
    expect([visit.status, visit.reason, visit.note]).toEqual(['denied', 'facility-schedule', 'Painting']);
    expect(await world.activeClaims(id)).toEqual([]);
    expect(await world.mails(id)).toEqual(['denied']);
  });

  test('a revision holds the offered time and gives the asked one back; accepting confirms it', async () => {
    const { id, visitor, startsAt, offeredAt, residentId, revision } = await offered();
    const rival = await world.addPair(residentId);
    const wish = { residentId, visitType: 'social' as const, lengthMinutes: 20 };
    expect((await holdSlot(world.deps, rival.visitor, { ...wish, startsAt })).visit.status).toBe('held');
    expect((await refusal(holdSlot(world.deps, rival.visitor, { ...wish, startsAt: offeredAt }))).code).toBe('slot-taken');
    const { visit } = await acceptRevision(world.deps, visitor, id, revision);
    expect([visit.status, visit.slot.during.start.toString()]).toEqual(['confirmed', offeredAt.toString()]);
    expect(await world.mails(id)).toEqual(['revised', 'confirmed']);
  });

  test('a declined revision ends the request and frees everything', async () => {
    const { id, visitor, revision } = await offered();
    const { visit } = await declineRevision(world.deps, visitor, id, revision);
    expect([visit.status, visit.reason]).toEqual(['expired', 'revision-declined']);
    expect(await world.activeClaims(id)).toEqual([]);
  });

  test('a cancelled visit is cancelled once, however often it is asked', async () => {
    const { id, visitor, revision } = await requested();
    await confirmVisit(world.deps, world.scheduler, id, revision);
    const first = await cancelVisit(world.deps, visitor, id, { reason: 'visitor-unwell', note: null });
    const second = await cancelVisit(world.deps, visitor, id, { reason: 'other', note: null });
    expect([second.visit.reason, second.visit.revision]).toEqual(['visitor-unwell', first.visit.revision]);
    expect(await world.activeClaims(id)).toEqual([]);
  });

  test('a resident who does not want a visit cancels it: the visitor is told so, the slot is free; somebody else’s is not found', async () => {
    const { id, residentId, revision } = await requested();
    await confirmVisit(world.deps, world.scheduler, id, revision);
    const { agencyId, facilityId } = world.scheduler;
    if (!facilityId) throw new Error('a scheduler of one facility');
    const at = { kind: 'resident', agencyId, facilityId, stationId: 'sta_00000000000000000000000000' } as const;
    const stranger = { ...at, residentId: (await world.addPair()).residentId };
    const declined = { reason: 'resident-declined', note: null } as const;
    expect((await refusal(cancelVisit(world.deps, stranger, id, declined))).code).toBe('not-found');
    const { visit } = await cancelVisit(world.deps, { ...at, residentId }, id, declined);
    expect([visit.status, visit.reason]).toEqual(['cancelled', 'resident-declined']);
    expect(await world.activeClaims(id)).toEqual([]);
    const last = await world.db
      .selectFrom('visit_events')
      .selectAll()
      .where('visit_id', '=', id)
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(last).toMatchObject({ type: 'cancelled', actor_kind: 'resident', actor_id: residentId, channel: 'station' });
  });

  test("other people's visits are not found, neither by visitors nor by another agency", async () => {
    const { id } = await hold();
    const { visitor } = await world.addPair();
    expect((await refusal(requestVisit(world.deps, visitor, id))).code).toBe('not-found');
    const stranger = { ...world.scheduler, agencyId: 'agy_00000000000000000000000000' as const };
    expect((await refusal(confirmVisit(world.deps, stranger, id, 1))).code).toBe('not-found');
  });

  test('what is offered can be held, and what is held is not offered', async () => {
    const { visitor, residentId } = await world.addPair();
    const wish = { residentId, visitType: 'social' as const, fromOn: null, days: 7, lengthMinutes: 20 };
    const before = await offerSlots(world.deps, visitor, wish);
    const slot = before.days.flatMap((day) => day.slots)[3];
    if (!slot) throw new Error('nothing was offered');
    await holdSlot(world.deps, visitor, { residentId, visitType: 'social', startsAt: slot.during.start, lengthMinutes: 20 });
    const after = await offerSlots(world.deps, visitor, wish);
    const starts = after.days.flatMap((day) => day.slots.map(({ during }) => during.start.toString()));
    expect(starts).not.toContain(slot.during.start.toString());
  });

  test('a part of the facts that cannot be read sends the request to a person instead of opening the door', async () => {
    const { id, visitor } = await hold();
    await world.pool.query('alter table restrictions rename to restrictions_away');
    try {
      const { visit } = await requestVisit(world.deps, visitor, id);
      expect(visit.status).toBe('requested');
      expect(visit.findings).toContainEqual(expect.objectContaining({ code: 'fact-unknown', subject: 'restrictions', weight: 'review' }));
    } finally {
      await world.pool.query('alter table restrictions_away rename to restrictions');
    }
  });

  test('every change has its event with its actor, and is a line of the audit trail without being written twice', async () => {
    const { id, visitor } = await requested();
    const events = await world.db
      .selectFrom('visit_events')
      .select(['type', 'actor_id', 'channel'])
      .where('visit_id', '=', id)
      .orderBy('sequence')
      .execute();
    expect(events.map((event) => event.type)).toEqual(['held', 'requested']);
    expect(events.every((event) => event.actor_id === visitor.visitorId && event.channel === 'visitor-web')).toBe(true);
    const { rows } = await world.pool.query('select act, actor_id, channel from audit_trail where subject_id = $1 order by place', [id]);
    const by = { actor_id: visitor.visitorId, channel: 'visitor-web' };
    expect(rows).toEqual([
      { act: 'visit.held', ...by },
      { act: 'visit.requested', ...by },
    ]);
    expect(await world.db.selectFrom('audit_log').select('act').where('subject_id', '=', id).execute()).toEqual([]);
  });
});

describe('where policy confirms by itself', () => {
  test('a request without findings is confirmed at once, one with an alert goes to the queue', async () => {
    const world = await buildBookingWorld({ centsPerMinute: 0, policy: automatic });
    try {
      const book = async (startsAt: typeof SLOT): Promise<string> => {
        const wish = { residentId: world.marcus, visitType: 'social' as const, startsAt, lengthMinutes: 20 };
        const { visit } = await holdSlot(world.deps, world.ana, wish);
        return (await requestVisit(world.deps, world.ana, visit.id as VisitId)).visit.status;
      };
      expect(await book(SLOT)).toBe('confirmed');
      await world.db.updateTable('residents').set({ alert: 'medical' }).where('id', '=', world.marcus).execute();
      expect(await book(SLOT.add({ hours: 1 }))).toBe('requested');
    } finally {
      await world.close();
    }
  });
});
