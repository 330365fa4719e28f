import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds a code lives (RFC 6238). */
export const STEP_SECONDS = 30;

/** Six digits of HOTP (RFC 4226) for a counter. */
export function hotp(secret: Uint8Array, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac('sha1', secret).update(message).digest();
  const offset = (digest[digest.length - 1] ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The time step of an instant. */
export function stepAt(epochMilliseconds: number): number {
  return Math.floor(epochMilliseconds / 1_000 / STEP_SECONDS);
}

/** The step, at most one off, whose code this is: clocks of phones are off by some seconds. */
export function stepOfCode(secret: Uint8Array, code: string, epochMilliseconds: number): number | null {
  const now = stepAt(epochMilliseconds);
  if (!/^\d{6}$/.test(code)) return null;
  return [now, now - 1, now + 1].find((step) => timingSafeEqual(Buffer.from(hotp(secret, step)), Buffer.from(code))) ?? null;
}
