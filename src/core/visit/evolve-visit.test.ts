import { expect, test } from 'vitest';
import { askedAt } from '../testing/ordinary-facts.ts';
import { visitIn } from '../testing/ordinary-visit.ts';
import { evolveVisit, visitFrom } from './evolve-visit.ts';

test('a visit begins with its hold, once', () => {
  expect(() => evolveVisit(null, { type: 'opened' })).toThrow('begins with a hold');
  expect(() => visitFrom([])).toThrow('at least one event');
  const { id, slot, quote } = visitIn('held');
  const held = {
    type: 'held' as const,
    visitId: id,
    slot,
    quote,
    findings: [],
    askedBy: 'visitor' as const,
    expiresAt: askedAt,
    policyVersion: 1,
  };
  const whole = {
    ...held,
    agencyId: 'agy_1' as const,
    facilityId: 'fac_1' as const,
    residentId: 'res_1' as const,
    leadVisitorId: 'vis_1' as const,
    visitType: 'social' as const,
  };
  expect(visitFrom([whole, { type: 'withdrawn' }])).toMatchObject({ id, status: 'withdrawn', revision: 2 });
  expect(() => evolveVisit(visitIn('held'), whole)).toThrow('held before');
});

test('every event counts as one revision, so that two writers cannot both win', () => {
  expect(visitIn('held').revision).toBe(1);
  expect(visitIn('in-call').revision).toBe(5);
});

test('a reason belongs to the status it led to: a confirmed visit no longer carries why it was revised', () => {
  expect(visitIn('revised')).toMatchObject({ reason: 'staffing' });
  const accepted = evolveVisit(visitIn('revised'), { type: 'revision-accepted', findings: [] });
  expect(evolveVisit(accepted, { type: 'confirmed', by: 'staff' })).toMatchObject({ status: 'confirmed', reason: null, note: null });
});

test('an offer of the time when none had a price of its own keeps the visit’s', () => {
  const { slot, quote } = visitIn('requested');
  const event = { type: 'revised' as const, offeredSlot: slot, reason: 'staffing' as const, note: null, lapsesAt: askedAt };
  expect(evolveVisit(visitIn('requested'), event)).toMatchObject({ offer: { slot, quote } });
});

test('an offer that was never made cannot be accepted', () => {
  expect(() => evolveVisit(visitIn('requested'), { type: 'revision-accepted', findings: [] })).toThrow('no offer');
});
