import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, NOON, onDeadline, SLOT } from '../../../test/support/booking-world.ts';
import type { VisitorCaller } from '../../core/access/caller.ts';
import type { ResidentId, VisitId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { holdSlot } from './hold-slot.ts';
import { lapseVisit } from './lapse-visit.ts';
import { listVisits } from './list-visits.ts';
import { releaseHold } from './release-hold.ts';
import { requestVisit } from './request-visit.ts';
import { withdrawVisit } from './withdraw-visit.ts';

/** One more than a page holds. */
const MORE_THAN_A_PAGE = 31;

let world: BookingWorld;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0 });
});
afterAll(async () => world.close());

interface Pair {
  readonly residentId: ResidentId;
  readonly visitor: VisitorCaller;
}

async function held({ residentId, visitor }: Pair, startsAt: Temporal.Instant): Promise<VisitId> {
  return (await holdSlot(world.deps, visitor, { residentId, visitType: 'social', startsAt, lengthMinutes: 20 })).visit.id;
}

async function takenBack(pair: Pair, startsAt: Temporal.Instant): Promise<VisitId> {
  const id = await held(pair, startsAt);
  await requestVisit(world.deps, pair.visitor, id);
  await withdrawVisit(world.deps, pair.visitor, id);
  return id;
}

/** Past visits as a reader pages through them, by the start of the last one shown. */
async function pastOf({ visitor }: Pair): Promise<VisitId[]> {
  const ids: VisitId[] = [];
  let before: Temporal.Instant | null = null;
  for (;;) {
    const { sheets, more } = await listVisits(world.deps, visitor, 'past', before);
    ids.push(...sheets.map(({ visit }) => visit.id));
    before = sheets.at(-1)?.visit.slot.during.start ?? null;
    if (!more) return ids;
  }
}

test('a time that was kept and never asked for is no past visit, whether it was given back or lapsed', async () => {
  const pair = await world.addPair();
  await releaseHold(world.deps, pair.visitor, await held(pair, SLOT));
  const lapsed = await held(pair, SLOT);
  world.setNow(NOON.add({ minutes: 11 }));
  await lapseVisit(world.deps, onDeadline, lapsed);
  world.setNow(NOON);
  const asked = await takenBack(pair, SLOT);
  expect(await pastOf(pair)).toEqual([asked]);
});

test('of visits of one start none is lost where a page ends', async () => {
  const pair = await world.addPair();
  const ids: VisitId[] = [];
  for (const startsAt of [SLOT, SLOT.add({ hours: 1 })]) for (let count = 0; count < 3; count++) ids.push(await takenBack(pair, startsAt));
  for (let count = 0; count < MORE_THAN_A_PAGE - 5; count++)
    ids.push(await takenBack(pair, SLOT.add({ hours: 24 * (1 + Math.floor(count / 5)) + (count % 5) })));
  expect((await pastOf(pair)).sort()).toEqual(ids.sort());
});

test('nor where there are more of one start than a page holds', async () => {
  const pair = await world.addPair();
  const ids = [await takenBack(pair, SLOT)];
  for (let count = 0; count < MORE_THAN_A_PAGE + 1; count++) ids.push(await takenBack(pair, SLOT.add({ hours: 1 })));
  expect((await pastOf(pair)).sort()).toEqual(ids.sort());
});
