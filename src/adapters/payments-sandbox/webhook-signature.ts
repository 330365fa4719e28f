import { createHmac, timingSafeEqual } from 'node:crypto';
import { ok, type Result, refuse } from '../../core/shared/result.ts';
import type { WebhookRefusal } from '../../ports/payment-gateway.ts';

/** Stripe's tolerance: older deliveries may be replays. A retry is signed anew. */
const toleranceSeconds = 300;

/**
 * Checks `x-openvisit-signature: t=SECONDS,v1=HEX`, an HMAC-SHA256 over `SECONDS.rawBody`. Several `v1` are allowed, so that a secret can be changed.
 * @param nowMilliseconds since 1970
 */
export function checkSignature(
  rawBody: string,
  header: string | string[] | undefined,
  secret: string,
  nowMilliseconds: number,
): Result<null, WebhookRefusal> {
  if (typeof header !== 'string') return refuse('signature-missing');
  const parts = header.split(',').map((part) => part.trim().split('='));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  const expected = createHmac('sha256', secret).update(`${time}.${rawBody}`).digest();
  const genuine = parts.filter(([name]) => name === 'v1').some(([, hex = '']) => isSame(Buffer.from(hex, 'hex'), expected));
  if (!genuine) return refuse('signature-wrong');
  const ageSeconds = Math.abs(nowMilliseconds / 1_000 - Number(time));
  return ageSeconds <= toleranceSeconds ? ok(null) : refuse('too-old');
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
