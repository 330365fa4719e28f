import type { GapCause } from '../call/call-events.ts';
import type { CallTimeline } from '../call/call-timeline.ts';
import { lengthMilliseconds } from '../shared/interval.ts';
import { type Cents, cents } from '../shared/money.ts';
import type { Cap } from './cap.ts';
import type { Quote } from './quote.ts';

/** One line of the arithmetic that the visitor is shown; the seconds lines add up to the booked ones. */
export type SettlementLine =
  | { readonly kind: 'booked' | 'delivered' | 'unused'; readonly seconds: number }
  | { readonly kind: 'lost'; readonly cause: GapCause; readonly seconds: number }
  | { readonly kind: 'price'; readonly seconds: number; readonly centsPerMinute: Cents; readonly cents: Cents };

/** What a visit costs in the end. capturedCents + releasedCents = authorizedCents, always. */
export interface Settlement {
  /** At most the delivered seconds and at most the booked ones. */
  readonly billedSeconds: number;
  /** The quoted rate, or the cap of the visit's date where that is lower. */
  readonly centsPerMinute: Cents;
  readonly authorizedCents: Cents;
  readonly capturedCents: Cents;
  readonly releasedCents: Cents;
  readonly lines: readonly SettlementLine[];
}

/**
 * Charges delivered seconds only (M2, M3), rounded down to the cent in the visitor's favour, never above the quote nor above the cap of
 * the visit's own date, which is checked again here. `cap` null: none was in force.
 */
export function settle(quote: Quote, timeline: CallTimeline, cap: Cap | null): Settlement {
  const bookedSeconds = quote.minutes * 60;
  const billedSeconds = Math.min(timeline.deliveredSeconds, bookedSeconds);
  const centsPerMinute = cents(Math.min(quote.centsPerMinute, cap?.centsPerMinute ?? quote.centsPerMinute));
  const capturedCents = cents(Math.min(Math.floor((billedSeconds * centsPerMinute) / 60), quote.totalCents));
  return {
    billedSeconds,
    centsPerMinute,
    authorizedCents: quote.totalCents,
    capturedCents,
    releasedCents: cents(quote.totalCents - capturedCents),
    lines: [
      { kind: 'booked', seconds: bookedSeconds },
      ...notDelivered(timeline, bookedSeconds - billedSeconds),
      { kind: 'delivered', seconds: billedSeconds },
      { kind: 'price', seconds: billedSeconds, centsPerMinute, cents: capturedCents },
    ],
  };
}

/** The same where the card processor will not give what was set aside: nothing is billed, all of it goes back. */
export function notTaken(settlement: Settlement): Settlement {
  return {
    ...settlement,
    billedSeconds: 0,
    capturedCents: cents(0),
    releasedCents: settlement.authorizedCents,
    lines: settlement.lines.map((line) => (line.kind === 'price' ? { ...line, seconds: 0, cents: cents(0) } : line)),
  };
}

/** Lost seconds by cause, and what is left over (before it began, after it ended, fractions) as one line. */
function notDelivered(timeline: CallTimeline, seconds: number): SettlementLine[] {
  const lines: SettlementLine[] = [];
  let rest = seconds;
  for (const cause of ['visitor', 'resident', 'platform'] as const) {
    const milliseconds = timeline.gaps.filter((gap) => gap.cause === cause).reduce((sum, gap) => sum + lengthMilliseconds(gap.during), 0);
    const lost = Math.min(rest, Math.floor(milliseconds / 1000));
    if (lost > 0) lines.push({ kind: 'lost', cause, seconds: lost });
    rest -= lost;
  }
  return rest > 0 ? [...lines, { kind: 'unused', seconds: rest }] : lines;
}
