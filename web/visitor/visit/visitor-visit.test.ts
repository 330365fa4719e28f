import { expect, test } from 'vitest';
import { addressOf, byUrgency, mayCancel, needsApproval, needsMending, type Visit, whatIsOffered } from './visitor-visit.ts';

function visit(id: string, status: Visit['status'], startsAt: string, payment: Visit['payment']['status'] = 'free'): Visit {
  return {
    id,
    facility: { id: 'fac_1', slug: 'cedar', name: 'Cedar', state: 'IL', timeZone: 'America/Chicago', residentWord: 'resident' },
    resident: { id: 'res_1', name: 'Marcus' },
    visitType: 'social',
    status,
    reason: null,
    note: null,
    outcome: null,
    times: { startsAt, endsAt: startsAt },
    lengthMinutes: 20,
    offered: null,
    lapsesAt: null,
    holdLengthened: false,
    quote: { centsPerMinute: 17, minutes: 20, totalCents: 340, capScheduleId: 'x', capCentsPerMinute: 17 },
    payment: { status: payment, card: null, authorizedCents: 0, capturedCents: 0, releasedCents: 0, mendBy: null, failureCode: null },
    joinableAt: startsAt,
    requestedAt: null,
    residentMovement: null,
    steps: [],
    revision: 1,
  };
}

test('what can be joined stands above what waits for an answer, and that above what is merely next', () => {
  const visits = [
    visit('next', 'confirmed', '2026-12-01T10:00:00Z'),
    visit('later', 'requested', '2026-12-09T10:00:00Z'),
    visit('mend', 'confirmed', '2026-12-08T10:00:00Z', 'failed'),
    visit('approve', 'confirmed', '2026-12-07T10:00:00Z', 'needs-approval'),
    visit('offer', 'revised', '2026-12-05T10:00:00Z'),
    visit('now', 'joinable', '2026-12-06T10:00:00Z'),
  ];
  expect(visits.sort(byUrgency).map((one) => one.id)).toEqual(['now', 'offer', 'approve', 'mend', 'next', 'later']);
});

test('a card of a visit that is over needs no mending', () => {
  expect(needsMending(visit('a', 'cancelled', '2026-12-01T10:00:00Z', 'failed'))).toBe(false);
});

test('a bank is not asked about a visit that is over', () => {
  expect(needsApproval(visit('a', 'confirmed', '2026-12-01T10:00:00Z', 'needs-approval'))).toBe(true);
  expect(needsApproval(visit('a', 'cancelled', '2026-12-01T10:00:00Z', 'needs-approval'))).toBe(false);
});

test('a visit is cancelled up to its call, also from the open waiting room', () => {
  const statuses = ['held', 'requested', 'revised', 'confirmed', 'joinable', 'in-call', 'ended', 'cancelled', 'no-show'] as const;
  expect(statuses.filter((status) => mayCancel(visit('a', status, '2026-12-01T10:00:00Z')))).toEqual(['confirmed', 'joinable']);
});

test('a kept time leads back to where it is finished', () => {
  expect(addressOf(visit('vst_1', 'held', '2026-12-01T10:00:00Z'))).toBe('/book/res_1?step=check&visit=vst_1');
});

test('an offer is named for what it changes: the time, the length, or both', () => {
  const asked = visit('a', 'revised', '2026-12-01T10:00:00Z');
  const offer = (startsAt: string, lengthMinutes: number) => ({
    ...asked,
    offered: { startsAt, endsAt: startsAt, lengthMinutes, quote: { ...asked.quote, minutes: lengthMinutes } },
  });
  expect(whatIsOffered(offer('2026-12-01T11:00:00Z', 20))).toBe('time');
  expect(whatIsOffered(offer('2026-12-01T10:00:00Z', 30))).toBe('length');
  expect(whatIsOffered(offer('2026-12-01T11:00:00Z', 30))).toBe('both');
});
