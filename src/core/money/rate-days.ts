/** A rate and the facility-local ISO date it begins on. */
export interface DatedRate {
  readonly effectiveOn: string;
  readonly centsPerMinute: number;
}

/** Whether a day has a price: the latest rate that has begun by then is above 0. @param on facility-local ISO date */
export function hasPriceOn(rates: readonly DatedRate[], on: string): boolean {
  return (inForce(rates, on)?.centsPerMinute ?? 0) > 0;
}

/** Whether that day or any later one has a price, by the rates saved so far. @param from facility-local ISO date */
export function hasPriceFrom(rates: readonly DatedRate[], from: string): boolean {
  return hasPriceOn(rates, from) || rates.some(({ effectiveOn, centsPerMinute }) => effectiveOn > from && centsPerMinute > 0);
}

function inForce(rates: readonly DatedRate[], on: string): DatedRate | undefined {
  return rates.filter(({ effectiveOn }) => effectiveOn <= on).reduce<DatedRate | undefined>(later, undefined);
}

function later(one: DatedRate | undefined, other: DatedRate): DatedRate {
  return one && one.effectiveOn > other.effectiveOn ? one : other;
}
