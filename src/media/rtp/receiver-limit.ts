/** Estimates older than this say nothing any more, in milliseconds; receivers send one about every second. */
const freshFor = 3000;
/** Below this a picture is of no use; the receiver had better switch it off. */
const lowest = 80_000;
/** A limit above this is none. */
const highest = 2_500_000;
/** How fast a limit is lifted again in each second without trouble. */
const recovery = 1.08;

/**
 * What a publisher may send at most so that its weakest receiver can take it (there is one layer only, so the weakest decides).
 *
 * Receivers estimate no more than about one and a half times of what arrives, so an estimate ABOVE what is sent is no news; passing it on would hold the
 * publisher down for no reason. Only an estimate below it means that a line is overfull. Pure: the caller brings the clock.
 */
export class ReceiverLimit {
  readonly #estimates = new Map<object, { bitsPerSecond: number; at: number }>();
  #limit: number | null = null;

  /** Notes what this receiver believes it can take. */
  estimate(receiver: object, bitsPerSecond: number, now: number): void {
    this.#estimates.set(receiver, { bitsPerSecond, at: now });
  }

  forget(receiver: object): void {
    this.#estimates.delete(receiver);
  }

  /**
   * To be asked once a second.
   *
   * @param sent bits sent in the last second
   * @returns the most the publisher may send, in bits a second, or null when there is nothing to tell it
   */
  decide(sent: number, now: number): number | null {
    const fresh = [...this.#estimates.values()].filter(({ at }) => now - at <= freshFor).map(({ bitsPerSecond }) => bitsPerSecond);
    const weakest = Math.min(...fresh);
    if (weakest < sent * 0.95) {
      this.#limit = Math.max(lowest, Math.min(weakest, this.#limit ?? weakest));
      return this.#limit;
    }
    if (this.#limit === null) return null;
    const lifted = Math.round(this.#limit * recovery);
    this.#limit = lifted > highest ? null : lifted;
    return lifted;
  }
}
