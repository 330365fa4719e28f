import { expect, test } from 'vitest';
import type { OneOffPeriod } from '../facility/timetable.ts';
import { minutesFrom, ordinaryFacts, ordinaryPolicy } from '../testing/ordinary-facts.ts';
import { offeredLengths } from './offered-lengths.ts';

const oneOff: OneOffPeriod = {
  id: 'oop_0000000000000001',
  during: minutesFrom('2026-12-06T14:00', 50),
  audience: {},
  visitTypes: ['social'],
  capacity: 1,
  lengthsMinutes: [50, 15, 60],
};

test('the lengths are the policy’s, and those a period of its own offers where they fit into it', () => {
  expect(offeredLengths(ordinaryFacts(), 'social')).toEqual([20, 40]);
  expect(offeredLengths(ordinaryFacts({ oneOffPeriods: [oneOff] }), 'social')).toEqual([15, 20, 40, 50]);
});

test('a period that is closed to the resident offers nothing', () => {
  const closed = { ...oneOff, audience: { custodyLevels: { mode: 'include', values: ['another'] } } } as const;
  const { resident } = ordinaryFacts();
  const level = resident.known ? ({ known: true, value: { ...resident.value, custodyLevel: 'minimum' } } as const) : resident;
  expect(offeredLengths(ordinaryFacts({ oneOffPeriods: [closed], resident: level }), 'social')).toEqual([20, 40]);
});

test('where no length is named the whole period is the only one', () => {
  const { social } = ordinaryPolicy.visitTypes;
  const policy = { ...ordinaryPolicy, visitTypes: social ? { social: { ...social, lengthsMinutes: [] } } : {} };
  expect(offeredLengths(ordinaryFacts({ policy }), 'social')).toEqual([180]);
});

test('a whole period longer than a visit can be is no length', () => {
  const { social } = ordinaryPolicy.visitTypes;
  const policy = { ...ordinaryPolicy, visitTypes: social ? { social: { ...social, lengthsMinutes: [] } } : {} };
  const long = { ...oneOff, during: minutesFrom('2026-12-06T08:00', 600), lengthsMinutes: null };
  expect(offeredLengths(ordinaryFacts({ policy, oneOffPeriods: [long] }), 'social')).toEqual([180]);
});

test('a visit type that is closed, or has no period, has no lengths', () => {
  expect(offeredLengths(ordinaryFacts(), 'legal')).toEqual([]);
  expect(offeredLengths(ordinaryFacts({ timetable: [] }), 'social')).toEqual([]);
});
