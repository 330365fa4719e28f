import { type Cents, cents } from '../shared/money.ts';

/** A rate and the facility-local ISO date it begins on. */
export interface DatedRate {
  readonly effectiveOn: string;
  readonly centsPerMinute: number;
}

/** The price of a day in cents a minute: the latest rate that has begun by then; null before the first. @param on facility-local ISO date */
export function rateOn(rates: readonly DatedRate[], on: string): Cents | null {
  const rate = inForce(rates, on);
  return rate ? cents(rate.centsPerMinute) : null;
}

/** Whether that day or any later one has a price, by the rates saved so far. @param from facility-local ISO date */
export function hasPriceFrom(rates: readonly DatedRate[], from: string): boolean {
  return (rateOn(rates, from) ?? 0) > 0 || rates.some(({ effectiveOn, centsPerMinute }) => effectiveOn > from && centsPerMinute > 0);
}

function inForce(rates: readonly DatedRate[], on: string): DatedRate | undefined {
  return rates.filter(({ effectiveOn }) => effectiveOn <= on).reduce<DatedRate | undefined>(later, undefined);
}

function later(one: DatedRate | undefined, other: DatedRate): DatedRate {
  return one && one.effectiveOn > other.effectiveOn ? one : other;
}
