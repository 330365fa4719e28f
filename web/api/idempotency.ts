const kept = new Map<string, string>();

/** A key for one wish: the same until `forgetKey`, so that a call whose answer was lost is repeated and not done twice. */
export function keyFor(wish: string): string {
  const known = kept.get(wish);
  if (known) return known;
  const fresh = newKey();
  kept.set(wish, fresh);
  return fresh;
}

/** The wish was answered for good, with yes or no: asking the same again is a new wish. */
export function forgetKey(wish: string): void {
  kept.delete(wish);
}

/** 128 random bits in hex; `crypto.randomUUID` is missing in old browsers and outside HTTPS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
}
