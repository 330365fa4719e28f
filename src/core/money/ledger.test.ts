import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents, sumCents } from '../shared/money.ts';
import { authorizedPosting, capturedPosting, type LedgerAccount, type Posting, releasedPosting } from './ledger.ts';
import { settle } from './settlement.ts';

const visit = 'vst_0000000000000001';
const facility = 'fac_0000000000000001';

function balance(postings: readonly Posting[], account: LedgerAccount): number {
  return sumCents(
    postings.flatMap((posting) => posting.entries.filter((entry) => entry.account === account).map((entry) => entry.amountCents)),
  );
}

test('a posting moves a positive amount or is refused', () => {
  expect(() => authorizedPosting(visit, cents(0))).toThrow('positive');
  expect(() => capturedPosting(visit, facility, cents(-5))).toThrow('positive');
});

test('a settled visit leaves nothing on the hold: all of it is earned or back on the card, and every posting sums to zero', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 0, max: 6000 }),
      (rate, minutes, deliveredSeconds) => {
        const quote = {
          centsPerMinute: cents(rate),
          minutes,
          totalCents: cents(rate * minutes),
          capScheduleId: 'none',
          capCentsPerMinute: cents(rate),
        };
        const { authorizedCents, capturedCents, releasedCents } = settle(quote, { together: [], gaps: [], deliveredSeconds }, null);
        const postings = [
          authorizedPosting(visit, authorizedCents),
          ...(capturedCents > 0 ? [capturedPosting(visit, facility, capturedCents)] : []),
          ...(releasedCents > 0 ? [releasedPosting(visit, releasedCents)] : []),
        ];
        for (const posting of postings) expect(sumCents(posting.entries.map((entry) => entry.amountCents))).toBe(0);
        expect(balance(postings, `card-hold:${visit}`)).toBe(0);
        expect(balance(postings, `revenue:${facility}`)).toBe(capturedCents);
        expect(balance(postings, `card:${visit}`) + capturedCents).toBe(0);
      },
    ),
    { numRuns: 500 },
  );
});
