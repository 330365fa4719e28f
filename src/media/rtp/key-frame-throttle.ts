/** Lets a key frame be asked for at most once in a time, however many receivers want one: each costs the sender several ordinary frames. */
export class KeyFrameThrottle {
  readonly #pauseMilliseconds: number;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(pauseMilliseconds = 300) {
    this.#pauseMilliseconds = pauseMilliseconds;
  }

  /** True when the request may go out now; it then counts as sent. */
  ask(now: number): boolean {
    if (now - this.#askedAt < this.#pauseMilliseconds) return false;
    this.#askedAt = now;
    return true;
  }

  /** Milliseconds until the next request may go out; 0 when it may now. */
  wait(now: number): number {
    return Math.max(0, this.#askedAt + this.#pauseMilliseconds - now);
  }
}
