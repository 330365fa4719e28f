import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlaps } from '../shared/interval.ts';
import { Temporal } from '../shared/time.ts';
import {
  askedAt,
  chicago,
  known,
  minutesFrom,
  ordinaryFacts,
  ordinaryResident,
  residentId,
  saturdayMorning,
  station,
  visitorId,
} from '../testing/ordinary-facts.ts';
import type { ActiveClaim, ClaimResource, SlotFacts } from './admission-facts.ts';
import { nearestAlternatives } from './alternatives.ts';
import { checkAdmission } from './check-admission.ts';
import { claimsNeeded } from './claims-needed.ts';
import { type FreeSlotsQuery, freeSlots } from './free-slots.ts';

const query: FreeSlotsQuery = { actor: 'visitor', visitType: 'social', lengthMinutes: 20 };

function free(facts: Partial<SlotFacts> = {}, more: Partial<FreeSlotsQuery> = {}, now = askedAt) {
  return freeSlots(ordinaryFacts(facts), { ...query, ...more }, now);
}

function clock(slot: { during: { start: Temporal.Instant } }): string {
  return slot.during.start.toZonedDateTimeISO('America/Chicago').toPlainTime().toString({ smallestUnit: 'minute' });
}

function reasonOn(on: string, facts: Partial<SlotFacts> = {}, more: Partial<FreeSlotsQuery> = {}) {
  return free(facts, more).days.find((day) => day.on.toString() === on)?.closedBecause;
}

test('start times step through the period by the length and the turn-round', () => {
  const day = free().days.find((one) => one.on.toString() === '2026-12-05');
  expect(day?.slots.map(clock)).toEqual(['09:00', '09:25', '09:50', '10:15', '10:40', '11:05', '11:30']);
  const forty = free({}, { lengthMinutes: 40 }).days.find((one) => one.on.toString() === '2026-12-05');
  expect(forty?.slots.map(clock)).toEqual(['09:00', '09:45', '10:30', '11:15']);
});

test('every day of the window is there, and days without a time say why', () => {
  const { days, slots } = free();
  expect(days).toHaveLength(31);
  expect(days.filter((day) => day.slots.length > 0).map((day) => day.on.toString())).toEqual([
    '2026-12-05',
    '2026-12-12',
    '2026-12-19',
    '2026-12-26',
  ]);
  expect(slots).toHaveLength(28);
  expect(reasonOn('2026-12-04')).toBe('outside-visiting-hours');
  expect(reasonOn('2026-12-05')).toBeNull();
  const blockedDates = [{ on: Temporal.PlainDate.from('2026-12-12'), timetableEntryId: null }];
  expect(reasonOn('2026-12-12', { blockedDates })).toBe('date-blocked');
  const oneEntry = [{ on: Temporal.PlainDate.from('2026-12-12'), timetableEntryId: saturdayMorning.id }];
  expect(reasonOn('2026-12-12', { blockedDates: oneEntry })).toBe('date-blocked');
  const timetable = [{ ...saturdayMorning, visitTypes: ['clergy' as const] }];
  expect(reasonOn('2026-12-12', { blockedDates: oneEntry, timetable })).toBe('outside-visiting-hours');
});

test('what refuses everything closes every day with the same outsider text', () => {
  expect(new Set(free({ connection: known(null) }).days.map((day) => day.closedBecause))).toEqual(new Set(['not-connected']));
  const restrictions = known([
    { id: 'rst_1' as const, kind: 'no-contact-order' as const, of: 'pair' as const, start: askedAt, end: null, exceptions: [] },
  ]);
  expect(reasonOn('2026-12-05', { restrictions })).toBe('not-possible');
  expect(free({ restrictions }).slots).toEqual([]);
});

test('notice, allowance, a ban’s end and an absence each take only their own days or hours', () => {
  expect(free({}, {}, chicago('2026-12-04T10:00')).slots.map(clock)[0]).toBe('10:15');
  const counted = ['2026-12-08T09:00', '2026-12-09T09:00'].map((local, n) => ({
    visitId: `vst_${n}` as const,
    residentId,
    visitorId,
    visitType: 'social' as const,
    during: minutesFrom(local, 20),
  }));
  expect(reasonOn('2026-12-12', { countedVisits: known(counted) })).toBe('resident-allowance-used');
  expect(reasonOn('2026-12-05', { countedVisits: known(counted) })).toBeNull();
  const ban = {
    id: 'rst_1' as const,
    kind: 'ban' as const,
    of: 'visitor' as const,
    start: askedAt,
    end: chicago('2026-12-06T00:00'),
    exceptions: [],
  };
  expect(reasonOn('2026-12-05', { restrictions: known([ban]) })).toBe('visitor-restricted');
  expect(reasonOn('2026-12-12', { restrictions: known([ban]) })).toBeNull();
  const absences = [{ start: chicago('2026-12-05T00:00'), end: chicago('2026-12-05T11:00') }];
  const day = free({ resident: known({ ...ordinaryResident, absences }) }).days.find((one) => one.on.toString() === '2026-12-05');
  expect(day?.slots.map(clock)).toEqual(['11:05', '11:30']);
});

test('a day on which everything is taken says that it is taken', () => {
  const claims: ActiveClaim[] = [
    { resource: `resident:${residentId}`, during: minutesFrom('2026-12-05T08:00', 300), visitId: 'vst_other' },
  ];
  expect(reasonOn('2026-12-05', { claims })).toBe('slot-taken');
});

test('a finding for review keeps its times, for a person will look', () => {
  expect(free({ resident: known({ ...ordinaryResident, hasAlert: true }) }).slots).toHaveLength(28);
});

test('a time in the past is never offered, to nobody', () => {
  const now = chicago('2026-12-05T09:26');
  expect(free({}, { actor: 'staff' }, now).slots.map(clock)[0]).toBe('09:50');
  expect(free({}, { actor: 'staff' }, chicago('2027-03-01T00:00')).days).toEqual([]);
});

test('after midnight is the next day’s time', () => {
  const late = { ...saturdayMorning, startTime: Temporal.PlainTime.from('23:35'), endTime: Temporal.PlainTime.from('00:30') };
  const days = free({ timetable: [late] }).days;
  expect(days.find((day) => day.on.toString() === '2026-12-05')?.slots.map(clock)).toEqual(['23:35']);
  expect(days.find((day) => day.on.toString() === '2026-12-06')?.slots.map(clock)).toEqual(['00:00']);
});

test('on the spring change the times go on by the hours that exist', () => {
  const night = { ...saturdayMorning, weekday: 7, startTime: Temporal.PlainTime.from('01:00'), endTime: Temporal.PlainTime.from('04:00') };
  const start = chicago('2027-03-13T00:00');
  const { slots } = free({ timetable: [night], window: { start, end: start.add({ hours: 72 }) } }, { actor: 'staff' }, start);
  expect(slots.map(clock)).toEqual(['01:00', '01:25', '01:50', '03:15', '03:40']);
});

test('every slot offered passes the one door and takes nothing that is taken', () => {
  const resources: ClaimResource[] = [
    `resident:${residentId}`,
    `visitor:${visitorId}`,
    'station:sta_0000000000000001',
    'station:sta_0000000000000002',
    'seat:tte_0000000000000001@2026-12-05#1',
    'seat:tte_0000000000000001@2026-12-05#2',
  ];
  const anyClaim = fc.record({
    resource: fc.constantFrom(...resources),
    start: fc.integer({ min: 0, max: 170 }),
    minutes: fc.integer({ min: 1, max: 60 }),
  });
  let offered = 0;
  let closed = 0;
  fc.assert(
    fc.property(fc.array(anyClaim, { maxLength: 12 }), fc.constantFrom(20, 40), fc.boolean(), (raw, lengthMinutes, threeStations) => {
      const base = chicago('2026-12-05T09:00');
      const claims = raw.map(({ resource, start, minutes }) => ({
        resource,
        visitId: 'vst_other' as const,
        during: { start: base.add({ minutes: start }), end: base.add({ minutes: start + minutes }) },
      }));
      const facts = ordinaryFacts({
        claims,
        window: { start: askedAt, end: chicago('2026-12-06T00:00') },
        ...(threeStations ? {} : { stations: known([station('sta_0000000000000001')]) }),
      });
      const { slots } = freeSlots(facts, { ...query, lengthMinutes }, askedAt);
      offered += slots.length;
      closed += slots.length === 0 ? 1 : 0;
      for (const slot of slots) {
        expect(
          checkAdmission(
            facts,
            { actor: 'visitor', visitType: 'social', during: slot.during, guests: [], replaces: null, askedAt: null },
            askedAt,
          ),
        ).toEqual([]);
        for (const needed of claimsNeeded({ residentId, leadVisitorId: visitorId }, slot, facts.policy, 5))
          expect(claims.some((claim) => claim.resource === needed.resource && overlaps(claim.during, needed.during))).toBe(false);
      }
    }),
    { numRuns: 200 },
  );
  expect(offered).toBeGreaterThan(100);
  expect(closed).toBeGreaterThan(0);
});

test('alternatives are the nearest starts, the earlier first when equally near, and never more than asked for', () => {
  const { slots } = free();
  expect(nearestAlternatives(slots, minutesFrom('2026-12-05T10:15', 20), 4).map(clock)).toEqual(['10:15', '09:50', '10:40', '09:25']);
  expect(nearestAlternatives(slots, minutesFrom('2026-12-05T10:15', 20))).toHaveLength(5);
  expect(nearestAlternatives([], minutesFrom('2026-12-05T10:15', 20))).toEqual([]);
});
