/** Below this a picture is of no use, in bits a second; the receiver had better switch it off. */
const lowest = 80_000;
/** A limit above this is none. */
const highest = 2_500_000;
/** Losses above the first make the publisher slower, below the second a limit is lifted; between them it stays (draft-ietf-rmcat-gcc-02, section 6). */
const tooMuch = 0.1;
const harmless = 0.02;
/** How fast a limit is lifted in each second without trouble. */
const recovery = 1.08;

/**
 * What a publisher may send at most so that its weakest receiver can take it: there is one layer only, so the weakest decides. Judged by the losses
 * that receivers report. (Their own bandwidth estimates are of no use here: Chromium's fell to 14 kbit/s on a line of 200 and stayed there long after the line
 * was free.) Pure.
 */
export class ReceiverLimit {
  readonly #losses = new Map<object, number>();
  #limit: number | null = null;

  /** Notes a receiver's report: the share of packets lost since its last one, 0–1. */
  report(receiver: object, loss: number): void {
    this.#losses.set(receiver, Math.max(loss, this.#losses.get(receiver) ?? 0));
  }

  forget(receiver: object): void {
    this.#losses.delete(receiver);
  }

  /**
   * To be asked once a second; each report counts once.
   *
   * @param sent bits sent in the last second
   * @returns the most the publisher may send, in bits a second, or null when it is free
   */
  decide(sent: number): number | null {
    if (this.#losses.size === 0) return this.#limit;
    const worst = Math.max(...this.#losses.values());
    this.#losses.clear();
    if (worst > tooMuch) {
      this.#limit = Math.max(lowest, Math.round(Math.min(sent, this.#limit ?? sent) * (1 - worst)));
      return this.#limit;
    }
    if (this.#limit === null || worst > harmless) return this.#limit;
    const lifted = Math.round(this.#limit * recovery);
    this.#limit = lifted > highest ? null : lifted;
    return lifted;
  }
}
