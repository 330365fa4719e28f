import type { Quote } from '../money/quote.ts';
import type { Slot } from '../scheduling/slot.ts';

/** What staff offer instead of what was asked for (L2): another slot, of the same or another length, with the all-in price of that one. */
export interface Offer {
  readonly slot: Slot;
  readonly quote: Quote;
}

/** Whether the visitor could pay for an offer: no card was saved for what was free, and none can be asked for at acceptance (decision 10). */
export function isPayable(asked: Quote, offered: Quote): boolean {
  return asked.totalCents > 0 || offered.totalCents === 0;
}
