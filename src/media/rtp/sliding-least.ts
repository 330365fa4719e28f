/** The least of the values of late. */
export interface SlidingLeast {
  /** Takes a value; `at` in milliseconds never goes back. */
  add(value: number, at: number): void;
  /** Forgets everything but this value. */
  restart(value: number, at: number): void;
  /** The least value of the last one to two windows; infinite before the first value. */
  readonly least: number;
}

/** Keeps two numbers instead of every value: the least of the window that runs and that of the window before it, each so many milliseconds long. */
export function createSlidingLeast(windowMilliseconds: number): SlidingLeast {
  let now = Number.POSITIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  let windowEnds = Number.NEGATIVE_INFINITY;
  const begin = (value: number, at: number): void => {
    now = value;
    windowEnds = at + windowMilliseconds;
  };
  return {
    add(value, at) {
      if (at >= windowEnds) {
        before = now;
        begin(value, at);
      }
      now = Math.min(now, value);
    },
    restart(value, at) {
      before = value;
      begin(value, at);
    },
    get least() {
      return Math.min(now, before);
    },
  };
}
