import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlaps } from '../shared/interval.ts';
import {
  known,
  minutesFrom,
  ordinaryFacts,
  ordinaryPolicy,
  ordinaryResident,
  ordinaryWish,
  residentId,
  saturdayMorning,
  station,
  visitorId,
} from '../testing/ordinary-facts.ts';
import type { ActiveClaim, ClaimResource, SlotFacts, Wish } from './admission-facts.ts';
import { claimsNeeded } from './claims-needed.ts';
import { fitSlot } from './fit-slot.ts';

const period = 'tte_0000000000000001@2026-12-05';

function claim(resource: ClaimResource, local: string, minutes: number, visitId: ActiveClaim['visitId'] = 'vst_other'): ActiveClaim {
  return { resource, during: minutesFrom(local, minutes), visitId };
}

function place(claims: ActiveClaim[], facts: Partial<SlotFacts> = {}, wish: Partial<Wish> = {}): string | null {
  const slot = fitSlot(ordinaryFacts({ claims, ...facts }), ordinaryWish(wish));
  return slot && `${slot.stationId.slice(-1)}#${slot.seat}`;
}

test('the first station and the lowest seat are taken', () => {
  expect(fitSlot(ordinaryFacts(), ordinaryWish())).toMatchObject({ periodKey: period, stationId: 'sta_0000000000000001', seat: 1 });
  expect(place([claim(`seat:${period}#1`, '2026-12-05T10:10', 40)])).toBe('1#2');
});

test('a private station is taken last by a social visit and is the only one for a legal visit', () => {
  const busy = (number: number) => claim(`station:sta_000000000000000${number}`, '2026-12-05T10:00', 25);
  expect(place([busy(1)])).toBe('2#1');
  expect(place([busy(1), busy(2)])).toBe('9#1');
  expect(place([busy(1), busy(2), busy(9)])).toBeNull();
  const social = ordinaryPolicy.visitTypes.social;
  const policy = { ...ordinaryPolicy, visitTypes: { legal: social } } as typeof ordinaryPolicy;
  const legal = { policy, timetable: [{ ...saturdayMorning, visitTypes: ['legal' as const] }] };
  expect(place([], legal, { visitType: 'legal' })).toBe('9#1');
  expect(place([busy(9)], legal, { visitType: 'legal' })).toBeNull();
});

test('a station is free again after its turn-round, and needs its own before the next visit', () => {
  const one = { stations: known([station('sta_0000000000000001', { turnRoundMinutes: 5 })]) };
  const before = claim('station:sta_0000000000000001', '2026-12-05T09:35', 25);
  expect(place([before], one)).toBe('1#1');
  expect(place([claim('station:sta_0000000000000001', '2026-12-05T09:36', 25)], one)).toBeNull();
  expect(place([claim('station:sta_0000000000000001', '2026-12-05T10:25', 25)], one)).toBe('1#1');
  expect(place([claim('station:sta_0000000000000001', '2026-12-05T10:24', 25)], one)).toBeNull();
});

test('a timed block, the wrong unit, a station switched off and an unapproved view are passed over', () => {
  for (const changes of [
    { enabled: false },
    { viewApproved: false },
    { housingUnitIds: [] },
    { blocks: [minutesFrom('2026-12-05T10:19', 5)] },
  ]) {
    const stations = known([station('sta_0000000000000001', changes), station('sta_0000000000000002')]);
    expect(place([], { stations })).toBe('2#1');
  }
});

test('a resident is on the way before and after, a visitor is not', () => {
  expect(place([claim(`resident:${residentId}`, '2026-12-05T10:30', 40)])).toBe('1#1');
  expect(place([claim(`resident:${residentId}`, '2026-12-05T10:29', 40)])).toBeNull();
  expect(place([claim(`visitor:${visitorId}`, '2026-12-05T10:20', 20)])).toBe('1#1');
  expect(place([claim(`visitor:${visitorId}`, '2026-12-05T10:19', 20)])).toBeNull();
});

test('the claims of the visit that is being changed do not stand in its way', () => {
  const own = [
    claim(`resident:${residentId}`, '2026-12-05T10:00', 40, 'vst_mine'),
    claim(`seat:${period}#1`, '2026-12-05T10:00', 20, 'vst_mine'),
  ];
  expect(place(own)).toBeNull();
  expect(place(own, {}, { replaces: 'vst_mine' })).toBe('1#1');
});

test('every seat taken, a length that is not offered, an audience that shuts out: no slot', () => {
  expect(place([1, 2].map((seat) => claim(`seat:${period}#${seat}`, '2026-12-05T10:00', 20)))).toBeNull();
  expect(place([], {}, { during: minutesFrom('2026-12-05T10:00', 30) })).toBeNull();
  const shut = { timetable: [{ ...saturdayMorning, audience: { custodyLevels: { mode: 'exclude' as const, values: ['medium'] } } }] };
  expect(place([], shut)).toBeNull();
});

test('a resident without a unit yet still gets a station, for a person will look', () => {
  expect(place([], { resident: known({ ...ordinaryResident, housingUnitId: null }) })).toBe('1#1');
});

test('of two periods at once the one with a free seat is taken', () => {
  const second = { ...saturdayMorning, id: 'tte_0000000000000002' as const };
  const full = [1, 2].map((seat) => claim(`seat:${period}#${seat}`, '2026-12-05T10:00', 20));
  expect(fitSlot(ordinaryFacts({ claims: full, timetable: [saturdayMorning, second] }), ordinaryWish())?.periodKey).toBe(
    'tte_0000000000000002@2026-12-05',
  );
});

test('whatever is fitted can be claimed: none of its claims overlaps an active one', () => {
  const resources: ClaimResource[] = [
    `resident:${residentId}`,
    `visitor:${visitorId}`,
    'station:sta_0000000000000001',
    'station:sta_0000000000000002',
    'station:sta_0000000000000009',
    `seat:${period}#1`,
    `seat:${period}#2`,
  ];
  const anyClaim = fc.record({
    resource: fc.constantFrom(...resources),
    start: fc.integer({ min: 0, max: 200 }),
    minutes: fc.integer({ min: 1, max: 30 }),
    mine: fc.boolean(),
  });
  let fitted = 0;
  fc.assert(
    fc.property(
      fc.array(anyClaim, { maxLength: 10 }),
      fc.integer({ min: 0, max: 160 }),
      fc.integer({ min: 0, max: 20 }),
      (raw, startMinute, turnRoundMinutes) => {
        const base = minutesFrom('2026-12-05T09:00', 1).start;
        const claims = raw.map(({ resource, start, minutes, mine }) => ({
          resource,
          during: { start: base.add({ minutes: start }), end: base.add({ minutes: start + minutes }) },
          visitId: mine ? ('vst_mine' as const) : ('vst_other' as const),
        }));
        const stations = known(
          (['1', '2', '9'] as const).map((last) => station(`sta_000000000000000${last}`, { turnRoundMinutes, isPrivate: last === '9' })),
        );
        const facts = ordinaryFacts({ claims, stations });
        const start = base.add({ minutes: startMinute });
        const slot = fitSlot(facts, ordinaryWish({ during: { start, end: start.add({ minutes: 20 }) }, replaces: 'vst_mine' }));
        if (!slot) return;
        fitted++;
        for (const needed of claimsNeeded({ residentId, leadVisitorId: visitorId }, slot, facts.policy, turnRoundMinutes))
          for (const active of claims)
            if (active.visitId !== 'vst_mine' && active.resource === needed.resource)
              expect(overlaps(active.during, needed.during)).toBe(false);
      },
    ),
    { numRuns: 400 },
  );
  expect(fitted).toBeGreaterThan(50);
});
