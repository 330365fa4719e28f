import rateLimit, { type RateLimitOptions } from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { RouteKey } from '../../contract/routes.ts';

type LimitClass = 'sign-in' | 'sign-up' | 'mail' | 'code' | 'webhook' | 'searching' | 'reading' | 'changing';

/**
 * Requests one address may make in a window. The strict classes guard against guessing and against filling strangers' mailboxes; a whole
 * jail lobby or a carrier's NAT may share one address, so the others are generous. Guessing at one account is counted apart, in the database.
 */
const limits: Readonly<Record<LimitClass, { readonly max: number; readonly minutes: number }>> = {
  'sign-in': { max: 30, minutes: 5 },
  'sign-up': { max: 20, minutes: 60 },
  mail: { max: 10, minutes: 15 },
  code: { max: 20, minutes: 5 },
  webhook: { max: 6_000, minutes: 1 },
  searching: { max: 240, minutes: 1 },
  reading: { max: 1_200, minutes: 1 },
  changing: { max: 300, minutes: 1 },
};

const strict: Partial<Record<RouteKey, LimitClass>> = {
  'POST /api/visitor/sign-up': 'sign-up',
  'POST /api/visitor/resend-verification': 'mail',
  'POST /api/visitor/forgot-password': 'mail',
  'POST /api/visitor/sign-in': 'sign-in',
  'POST /api/visitor/verify-email': 'code',
  'POST /api/visitor/reset-password': 'code',
  'DELETE /api/visitor/me': 'code',
  'POST /api/staff/sign-in': 'sign-in',
  'POST /api/staff/enroll': 'code',
  'POST /api/staff/verify-code': 'code',
  'POST /api/staff/forgot-password': 'mail',
  'POST /api/staff/reset-password': 'code',
  'POST /api/station/enroll': 'code',
  // Signing in at a station is not among them: every station of a facility may come from one address, and wrong PINs lock in the database.
  // Every rule is asked for every time of up to a month: at the speed of other readings one visitor could keep the process busy alone.
  'GET /api/visitor/contacts/:residentId/offers': 'searching',
  'POST /api/webhooks/media': 'webhook',
  'POST /api/webhooks/recorder': 'webhook',
  'POST /api/webhooks/payments': 'webhook',
};

/** Makes limits available to routes; nothing is limited that does not ask for it. */
export async function allowRateLimits(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false });
}

/** What one route asks for. */
export function rateLimitOf(key: RouteKey, use: 'on' | 'off'): RateLimitOptions | false {
  if (use === 'off') return false;
  const name = strict[key] ?? (key.startsWith('GET ') ? 'reading' : 'changing');
  const { max, minutes } = limits[name];
  return {
    max,
    timeWindow: minutes * 60_000,
    // Generous classes count all their routes together, strict ones each route alone.
    ...(strict[key] ? {} : { groupId: name }),
  };
}
