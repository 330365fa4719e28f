let offsetMilliseconds = 0;
let known = false;

/**
 * Learns how far this device's clock is off. `Date` headers have whole seconds and travel for a while, so only a difference of more than two
 * seconds counts, or one from a text with milliseconds.
 */
export function learnServerClock(serverInstant: string, exact = false): void {
  const server = Date.parse(serverInstant);
  if (Number.isNaN(server)) return;
  const offset = server + (exact ? 0 : 500) - Date.now();
  if (exact || !known || Math.abs(offset - offsetMilliseconds) > 2000) offsetMilliseconds = !exact && Math.abs(offset) < 2000 ? 0 : offset;
  known = true;
}

/** Milliseconds since 1970 by the server's clock: countdowns must not trust a phone whose clock is wrong. */
export function serverNow(): number {
  return Date.now() + offsetMilliseconds;
}
