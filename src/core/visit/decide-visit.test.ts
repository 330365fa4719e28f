import { expect, test } from 'vitest';
import { newFinding } from '../scheduling/rules/new-finding.ts';
import type { Finding } from '../shared/finding.ts';
import { cents } from '../shared/money.ts';
import type { Temporal } from '../shared/time.ts';
import { askedAt, chicago, ordinaryPolicy } from '../testing/ordinary-facts.ts';
import { commands, evolved, ordinaryOffer, ordinaryQuote, ordinarySlot, visitIn } from '../testing/ordinary-visit.ts';
import { decideVisit } from './decide-visit.ts';
import type { Visit } from './visit.ts';
import type { VisitCommand } from './visit-commands.ts';
import type { VisitStatus } from './visit-status.ts';

const review = newFinding('P6', 'resident-alert', 'review');
const refusing = newFinding('P5', 'no-contact', 'refuse');
const inform = newFinding('W3', 'date-blocked', 'inform');

function after(
  visit: Visit | VisitStatus,
  command: VisitCommand,
  findings: Finding[] = [],
  now: Temporal.Instant = askedAt,
): Visit | string {
  const before = typeof visit === 'string' ? visitIn(visit) : visit;
  const decided = decideVisit(before, command, findings, now);
  return decided.ok ? evolved(before, decided.value) : decided.refusal.code;
}

function decidedBy(decided: ReturnType<typeof decideVisit>): string[] {
  return decided.ok
    ? decided.value.map((event) => (event.type === 'confirmed' ? `confirmed by ${event.by}` : event.type))
    : [decided.refusal.code];
}

test('a hold lives for the policy’s minutes and is lengthened once by the same', () => {
  const decided = decideVisit(null, commands.hold, [], askedAt);
  const visit = decided.ok ? evolved(null, decided.value) : null;
  expect(visit).toMatchObject({ status: 'held', lapsesAt: askedAt.add({ minutes: 10 }), revision: 1, policyVersion: 3 });
  const lengthened = after('held', commands['lengthen-hold'], [], askedAt.add({ minutes: 9 }));
  expect(lengthened).toMatchObject({ holdExpiresAt: askedAt.add({ minutes: 20 }), holdLengthened: true });
  expect(typeof lengthened === 'string' || after(lengthened, commands['lengthen-hold'])).toBe('hold-already-lengthened');
  expect(after('held', commands['lengthen-hold'], [], askedAt.add({ minutes: 10 }))).toBe('hold-expired');
});

test('a request without findings is confirmed by policy, with something to review it waits for staff', () => {
  const request = (findings: Finding[], policy = ordinaryPolicy) =>
    decidedBy(decideVisit(visitIn('held'), { type: 'request', policy }, findings, askedAt));
  expect(request([])).toEqual(['requested', 'confirmed by policy']);
  expect(request([inform])).toEqual(['requested', 'confirmed by policy']);
  expect(request([review])).toEqual(['requested']);
  const social = ordinaryPolicy.visitTypes.social;
  const byStaff = { ...ordinaryPolicy, visitTypes: social ? { social: { ...social, confirmsAutomatically: false } } : {} };
  expect(request([], byStaff)).toEqual(['requested']);
});

test('a request on an expired hold, or one that a rule refuses, is refused with the rule’s finding', () => {
  expect(after('held', commands.request, [], askedAt.add({ minutes: 10 }))).toBe('hold-expired');
  expect(decideVisit(visitIn('held'), commands.request, [review, refusing], askedAt)).toEqual({
    ok: false,
    refusal: { code: 'rules-refuse', findings: [refusing] },
  });
});

test('a rule that refuses stops hold, confirm, revise and acceptance alike', () => {
  expect(decidedBy(decideVisit(null, commands.hold, [refusing], askedAt))).toEqual(['rules-refuse']);
  expect(after('requested', commands.confirm, [refusing])).toBe('rules-refuse');
  expect(after('requested', commands.revise, [refusing])).toBe('rules-refuse');
  expect(after('revised', commands['accept-revision'], [refusing])).toBe('rules-refuse');
});

test('an unanswered request lapses before its start; a late one leaves half of the time left', () => {
  expect(after('held', commands.request, [review])).toMatchObject({ lapsesAt: chicago('2026-12-05T08:00') });
  const heldLate = { ...visitIn('held'), holdExpiresAt: null };
  const late = after(heldLate, commands.request, [review], chicago('2026-12-05T09:20'));
  expect(late).toMatchObject({ status: 'requested', lapsesAt: chicago('2026-12-05T09:40') });
  expect(after(heldLate, commands.request, [review], chicago('2026-12-05T10:00'))).toBe('too-late');
});

test('staff cannot confirm, nor revise, what has lapsed', () => {
  expect(after('requested', commands.confirm, [], chicago('2026-12-05T08:00'))).toBe('too-late');
  expect(after('requested', commands.revise, [], chicago('2026-12-05T08:00'))).toBe('too-late');
  expect(after('requested', commands.confirm, [], chicago('2026-12-05T07:59'))).toMatchObject({ status: 'confirmed', lapsesAt: null });
});

test('a revision waits for the policy’s hours, but never beyond the offered start’s own deadline', () => {
  const revised = after('requested', commands.revise);
  expect(revised).toMatchObject({
    status: 'revised',
    slot: ordinarySlot,
    offer: ordinaryOffer,
    lapsesAt: askedAt.add({ hours: 24 }),
    reason: 'staffing',
  });
  expect(after('requested', commands.revise, [], chicago('2026-12-05T07:00'))).toMatchObject({ lapsesAt: chicago('2026-12-05T09:00') });
  expect(typeof revised === 'string' || after(revised, commands.revise, [], askedAt.add({ hours: 2 }))).toMatchObject({
    lapsesAt: askedAt.add({ hours: 26 }),
  });
});

test('an accepted revision is confirmed in the offered slot; a declined one ends the request', () => {
  expect(decidedBy(decideVisit(visitIn('revised'), commands['accept-revision'], [review], askedAt))).toEqual([
    'revision-accepted',
    'confirmed by staff',
  ]);
  expect(after('revised', commands['accept-revision'], [review])).toMatchObject({
    status: 'confirmed',
    slot: ordinaryOffer.slot,
    quote: ordinaryOffer.quote,
    offer: null,
    reason: null,
    findings: [review],
    lapsesAt: null,
  });
  expect(after('revised', commands['accept-revision'], [], askedAt.add({ hours: 24 }))).toBe('too-late');
  expect(after('revised', commands['decline-revision'])).toMatchObject({
    status: 'expired',
    reason: 'revision-declined',
    slot: ordinarySlot,
    quote: ordinaryQuote,
    offer: null,
  });
});

test('an offer’s price waits beside the visit’s own, and a declined, lapsed, denied or withdrawn offer leaves that untouched', () => {
  expect(after('requested', commands.revise)).toMatchObject({ quote: ordinaryQuote, offer: ordinaryOffer });
  for (const command of ['decline-revision', 'deny', 'withdraw'] as const)
    expect(after('revised', commands[command])).toMatchObject({ slot: ordinarySlot, quote: ordinaryQuote, offer: null });
  expect(after('revised', commands.lapse, [], askedAt.add({ hours: 24 }))).toMatchObject({ quote: ordinaryQuote, offer: null });
});

test('a visit asked for free, with no card saved, is not offered a price; one with a price may be offered for nothing', () => {
  const free = { ...ordinaryQuote, centsPerMinute: cents(0), totalCents: cents(0) };
  const requested = visitIn('requested');
  expect(after({ ...requested, quote: free }, commands.revise)).toBe('asked-for-free');
  expect(after({ ...requested, quote: free }, commands.revise, [refusing])).toBe('rules-refuse');
  const gift = { ...commands.revise, offer: { ...ordinaryOffer, quote: free } };
  expect(after({ ...requested, quote: free }, gift)).toMatchObject({ status: 'revised' });
  expect(after(requested, gift)).toMatchObject({ status: 'revised', quote: ordinaryQuote, offer: { quote: free } });
});

test.each([
  ['held', 'hold-lapsed'],
  ['requested', 'not-answered-in-time'],
  ['revised', 'revision-lapsed'],
] as const)('a visit that is %s expires at its deadline, not before, as %s', (status, reason) => {
  const { lapsesAt } = visitIn(status);
  if (!lapsesAt) return expect.fail('no deadline');
  expect(after(status, commands.lapse, [], lapsesAt.subtract({ milliseconds: 1 }))).toBe('too-early');
  expect(after(status, commands.lapse, [], lapsesAt)).toMatchObject({ status: 'expired', reason, lapsesAt: null });
});

test('cancelling twice changes nothing the second time, and a call in progress is not cancelled but ended', () => {
  const cancelled = after('confirmed', commands.cancel);
  expect(cancelled).toMatchObject({ status: 'cancelled', reason: 'visitor-unwell' });
  expect(decideVisit(visitIn('cancelled'), commands.cancel, [], askedAt)).toEqual({ ok: true, value: [] });
  expect(decideVisit(visitIn('withdrawn'), commands.withdraw, [], askedAt)).toEqual({ ok: true, value: [] });
  expect(after('in-call', commands.cancel)).toBe('not-in-this-status');
});

test('the waiting room opens the policy’s minutes before the start and not after the end', () => {
  expect(after('confirmed', commands.open, [], chicago('2026-12-05T09:44'))).toBe('too-early');
  expect(after('confirmed', commands.open, [], chicago('2026-12-05T09:45'))).toMatchObject({ status: 'joinable' });
  expect(after('confirmed', commands.open, [], chicago('2026-12-05T10:20'))).toBe('too-late');
});

test('a call starts between booked start and booked end only', () => {
  expect(after('joinable', commands['start-call'], [], chicago('2026-12-05T09:59'))).toBe('too-early');
  expect(after('joinable', commands['start-call'], [], chicago('2026-12-05T10:00'))).toMatchObject({ status: 'in-call' });
  expect(after('joinable', commands['start-call'], [], chicago('2026-12-05T10:20'))).toBe('too-late');
});

test('nobody is a no-show before the start, and both present without a picture is an end, not a no-show', () => {
  expect(after('joinable', commands['record-no-show'], [], chicago('2026-12-05T09:59'))).toBe('too-early');
  const technical: VisitCommand = { type: 'record-no-show', outcome: 'ended-early-technical' };
  expect(after('joinable', technical, [], chicago('2026-12-05T10:10'))).toMatchObject({
    status: 'ended',
    outcome: 'ended-early-technical',
  });
  expect(after('joinable', commands['record-no-show'], [], chicago('2026-12-05T10:10'))).toMatchObject({
    status: 'no-show',
    outcome: 'no-show-visitor',
  });
});
