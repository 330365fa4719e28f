import { findingCodes } from '../../core/shared/finding.ts';
import type { RefusalCode } from '../../core/shared/refusal-codes.ts';

/** Status of every code that is not 409: most refusals say that the state of things does not allow it now. */
const statuses: Partial<Record<RefusalCode, number>> = {
  ...Object.fromEntries(findingCodes.filter((code) => code !== 'slot-taken').map((code) => [code, 422])),
  'not-possible': 422,
  'bad-input': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'too-many-attempts': 429,
  'idempotency-key-reused': 422,
  'wrong-email-or-password': 401,
  'email-not-verified': 403,
  'link-expired': 410,
  'password-too-weak': 422,
  'wrong-code': 401,
  'second-factor-needed': 401,
  'enrollment-needed': 401,
  'wrong-number-or-pin': 401,
  'pin-locked': 423,
  'station-not-enrolled': 401,
  'hold-expired': 410,
  'card-needed': 402,
  'card-declined': 402,
  'asked-for-free': 422,
  'payment-unavailable': 503,
  'cannot-be-paid': 422,
  'rules-refuse': 422,
  'media-unavailable': 503,
  'rate-above-cap': 422,
  'rate-date-past': 422,
  'payments-off': 422,
  'purpose-needed': 422,
  internal: 500,
};

/** HTTP status of a refusal; 409 Conflict unless another says it better. */
export function statusOf(code: RefusalCode): number {
  return statuses[code] ?? 409;
}
