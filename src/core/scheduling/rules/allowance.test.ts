import { expect, test } from 'vitest';
import type { AllowancePolicy } from '../../facility/policy.ts';
import { Temporal } from '../../shared/time.ts';
import {
  askedAt,
  chicago,
  known,
  ordinaryFacts,
  ordinaryPolicy,
  ordinaryWish,
  residentId,
  visitorId,
} from '../../testing/ordinary-facts.ts';
import type { CountedVisit, Wish } from '../admission-facts.ts';
import { checkAdmission } from '../check-admission.ts';

function counted(number: number, local: string, changes: Partial<CountedVisit> = {}): CountedVisit {
  const start = chicago(local);
  return {
    visitId: `vst_${number}`,
    residentId,
    visitorId,
    visitType: 'social',
    during: { start, end: start.add({ minutes: 20 }) },
    ...changes,
  };
}

function codes(visits: CountedVisit[], allowance: Partial<AllowancePolicy> = {}, wish: Partial<Wish> = {}, weekStartsOn = 7): string[] {
  const base: AllowancePolicy = { whose: 'resident', per: 'week', unit: 'visits', most: 2, exemptVisitTypes: ['legal'] };
  const policy = { ...ordinaryPolicy, weekStartsOn, allowances: [{ ...base, ...allowance }] };
  return checkAdmission(ordinaryFacts({ policy, countedVisits: known(visits) }), ordinaryWish(wish), askedAt).map((one) => one.code);
}

test('the visit after the last allowed one of the week is refused', () => {
  expect(codes([counted(1, '2026-12-02T09:00')])).toEqual([]);
  expect(codes([counted(1, '2026-12-02T09:00'), counted(2, '2026-12-03T09:00')])).toEqual(['resident-allowance-used']);
});

test('the week is the facility’s own, from its first day’s midnight to the next', () => {
  const edges = [counted(1, '2026-11-29T00:00'), counted(2, '2026-12-05T23:59')];
  expect(codes(edges)).toEqual(['resident-allowance-used']);
  expect(codes([counted(1, '2026-11-28T23:59'), counted(2, '2026-12-06T00:00')])).toEqual([]);
  expect(codes(edges, {}, {}, 1)).toEqual([]);
});

test('the week of a clock change is still seven days of the facility', () => {
  const start = chicago('2026-11-07T10:00');
  const policy = {
    ...ordinaryPolicy,
    allowances: [{ whose: 'resident', per: 'week', unit: 'visits', most: 1, exemptVisitTypes: [] } as const],
  };
  const facts = (local: string) => ordinaryFacts({ policy, countedVisits: known([counted(1, local)]) });
  const wish = ordinaryWish({ during: { start, end: start.add({ minutes: 20 }) } });
  const check = (local: string) => checkAdmission(facts(local), wish, Temporal.Instant.from('2026-11-02T12:00Z')).map((one) => one.code);
  expect(check('2026-11-01T00:30')).toEqual(['resident-allowance-used']);
  expect(check('2026-10-31T23:30')).toEqual([]);
});

test('an allowance is a week’s, however many visits the other weeks hold', () => {
  const others = ['2026-11-20', '2026-11-21', '2026-12-08', '2026-12-09'].map((on, index) => counted(index + 1, `${on}T09:00`));
  expect(codes([...others, counted(9, '2026-12-02T09:00')])).toEqual([]);
  expect(codes([...others, counted(8, '2026-12-02T09:00'), counted(9, '2026-12-03T09:00')])).toEqual(['resident-allowance-used']);
});

test('the visit that is being changed does not stand in its own way', () => {
  const visits = [counted(1, '2026-12-02T09:00'), counted(2, '2026-12-03T09:00')];
  expect(codes(visits, {}, { replaces: 'vst_2' })).toEqual([]);
});

test('exempt visit types neither count nor are counted against', () => {
  const visits = [counted(1, '2026-12-02T09:00', { visitType: 'legal' }), counted(2, '2026-12-03T09:00')];
  expect(codes(visits)).toEqual([]);
  expect(codes([counted(1, '2026-12-02T09:00'), counted(2, '2026-12-03T09:00')], { exemptVisitTypes: ['social'] })).toEqual([]);
});

test('minutes are added up with those asked for', () => {
  const visits = [counted(1, '2026-12-02T09:00'), counted(2, '2026-12-03T09:00')];
  expect(codes(visits, { unit: 'minutes', most: 60 })).toEqual([]);
  expect(codes(visits, { unit: 'minutes', most: 59 })).toEqual(['resident-allowance-used']);
});

test('a month is the calendar month of the facility, and the finding says until when', () => {
  const visits = [counted(1, '2026-12-01T00:00')];
  expect(codes(visits, { per: 'month', most: 1 })).toEqual(['resident-allowance-used']);
  expect(codes([counted(1, '2026-11-30T23:59')], { per: 'month', most: 1 })).toEqual([]);
  const policy = {
    ...ordinaryPolicy,
    allowances: [{ whose: 'resident', per: 'month', unit: 'visits', most: 1, exemptVisitTypes: [] } as const],
  };
  const [finding] = checkAdmission(ordinaryFacts({ policy, countedVisits: known(visits) }), ordinaryWish(), askedAt);
  expect(finding?.until).toBe('2027-01-01T06:00:00Z');
});

test('a visitor’s allowance counts that visitor’s visits with anybody', () => {
  const visits = [counted(1, '2026-12-02T09:00', { residentId: 'res_other' }), counted(2, '2026-12-03T09:00', { visitorId: 'vis_other' })];
  expect(codes(visits, { whose: 'visitor', most: 1 })).toEqual(['visitor-allowance-used']);
  expect(codes(visits, { whose: 'resident', most: 1 })).toEqual(['resident-allowance-used']);
  expect(codes(visits, { whose: 'visitor', most: 2 })).toEqual([]);
});
