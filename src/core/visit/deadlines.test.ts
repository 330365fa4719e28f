import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedAt as held, ordinaryPolicy } from '../testing/ordinary-facts.ts';
import { commands, evolved, visitIn } from '../testing/ordinary-visit.ts';
import { askedAt, requestEnd, revisionEnd } from './deadlines.ts';
import { decideVisit } from './decide-visit.ts';

test('the visitor asked when the hold began, lengthened or not, and then when the request was sent', () => {
  expect(askedAt(visitIn('held'), ordinaryPolicy)).toEqual(held);
  const lengthened = decideVisit(visitIn('held'), commands['lengthen-hold'], [], held.add({ minutes: 5 }));
  expect(lengthened.ok && askedAt(evolved(visitIn('held'), lengthened.value), ordinaryPolicy)).toEqual(held);
  expect(askedAt(visitIn('confirmed'), ordinaryPolicy)).toEqual(visitIn('confirmed').requestedAt);
});

test('a deadline is never past already and never after the start it is for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 * 24 * 30 }),
      fc.integer({ min: 0, max: 2000 }),
      (minutesLeft, requestExpiresMinutesBefore) => {
        const policy = { ...ordinaryPolicy, requestExpiresMinutesBefore };
        const start = held.add({ minutes: minutesLeft });
        for (const end of [requestEnd(start, policy, held), revisionEnd(start, policy, held)]) {
          expect(end.epochMilliseconds).toBeGreaterThanOrEqual(held.epochMilliseconds + 60_000);
          expect(end.epochMilliseconds).toBeLessThanOrEqual(start.epochMilliseconds);
        }
      },
    ),
  );
});
