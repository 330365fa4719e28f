import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newFinding } from '../scheduling/rules/new-finding.ts';
import type { Slot } from '../scheduling/slot.ts';
import type { Finding } from '../shared/finding.ts';
import { lengthMilliseconds } from '../shared/interval.ts';
import { cents } from '../shared/money.ts';
import { askedAt } from '../testing/ordinary-facts.ts';
import { commands, evolved, momentFor, ordinaryOffer, ordinaryQuote, visitIn } from '../testing/ordinary-visit.ts';
import { decideVisit } from './decide-visit.ts';
import type { Offer } from './offer.ts';
import { visitTransitions } from './transitions.ts';
import type { Visit } from './visit.ts';
import type { VisitCommand } from './visit-commands.ts';
import { finalVisitStatuses, visitStatuses } from './visit-status.ts';

function offerOf(minutes: number): Offer {
  const { start } = ordinaryOffer.slot.during;
  const totalCents = cents(ordinaryQuote.centsPerMinute * minutes);
  return {
    slot: { ...ordinaryOffer.slot, during: { start, end: start.add({ minutes }) } },
    quote: { ...ordinaryQuote, minutes, totalCents },
  };
}

const statuses = ['none', ...visitStatuses] as const;

describe.each(statuses)('a visit that is %s', (status) => {
  const visit = status === 'none' ? null : visitIn(status);

  test.each(Object.values(commands))('hears $type only where the table says so', (command) => {
    const allowed = visitTransitions[status][command.type];
    const decided = decideVisit(visit, command, [], momentFor(command, visit));
    if (!allowed) expect(decided).toEqual({ ok: false, refusal: { code: 'not-in-this-status', findings: [] } });
    else if (!decided.ok) expect.fail(`refused with ${decided.refusal.code}`);
    else expect(allowed).toContain(decided.value.length > 0 ? evolved(visit, decided.value).status : visit?.status);
  });
});

test('nothing follows a final status but the repetition of what led there', () => {
  for (const status of finalVisitStatuses)
    for (const command of Object.values(commands)) {
      const decided = decideVisit(visitIn(status), command, [], momentFor(command, visitIn(status)));
      expect(decided.ok ? decided.value : []).toEqual([]);
    }
});

const lengthOf = ({ during }: Slot) => lengthMilliseconds(during) / 60_000;

test('whatever is commanded, at whatever time, the visit only goes where the table allows, at a price of its own length', () => {
  const anyCommand = fc.constantFrom<VisitCommand>(
    ...Object.values(commands),
    { type: 'end', outcome: 'ended-early-technical' },
    { type: 'record-no-show', outcome: 'ended-early-technical' },
    ...[15, 20, 60].map((minutes) => ({ ...commands.revise, offer: offerOf(minutes) })),
  );
  const refusing = newFinding('P5', 'no-contact', 'refuse');
  const review = newFinding('P6', 'resident-alert', 'review');
  const findings = fc.constantFrom<Finding[]>([], [review], [refusing, review]);
  const step = fc.record({ command: anyCommand, minutes: fc.integer({ min: 0, max: 2400 }), findings });
  const booking: VisitCommand['type'][] = ['hold', 'request', 'confirm', 'revise', 'accept-revision'];
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      let visit: Visit | null = null;
      let now = askedAt;
      for (const { command, minutes, findings } of [{ command: commands.hold, minutes: 0, findings: [] }, ...steps]) {
        now = now.add({ minutes });
        const before: Visit | null = visit;
        const decided = decideVisit(visit, command, findings, now);
        if (!decided.ok) continue;
        if (booking.includes(command.type)) expect(findings).not.toContain(refusing);
        const after = evolved(visit, decided.value);
        expect(visitTransitions[before?.status ?? 'none'][command.type]).toContain(after.status);
        expect(after.quote.minutes).toBe(lengthOf(after.slot));
        if (after.offer) expect(after.offer.quote.minutes).toBe(lengthOf(after.offer.slot));
        if (before && command.type !== 'accept-revision') expect(after.quote).toEqual(before.quote);
        if (before && command.type === 'accept-revision') expect({ ...before.offer }).toEqual({ slot: after.slot, quote: after.quote });
        expect(after.offer === null).toBe(after.status !== 'revised');
        visit = after;
      }
    }),
    { numRuns: 500 },
  );
});
