import { expect, test } from 'vitest';
import type { Route } from './route.ts';
import { type RouteKey, routes } from './routes.ts';

const setsCookie = 'answers with a cookie, which a kept answer could not give again';
const ofTheMoment = 'an answer of the moment, which would be stale when it is given again; asking twice changes nothing';
const signedEvent = 'a signed event that its sender repeats until it is answered; a second one changes nothing';

/** POST routes that take no `idempotency-key`, and why a repeated one does no harm. */
const exceptions: Partial<Record<RouteKey, string>> = {
  'POST /api/visitor/verify-email': setsCookie,
  'POST /api/visitor/sign-in': setsCookie,
  'POST /api/visitor/sign-out': setsCookie,
  'POST /api/staff/sign-in': setsCookie,
  'POST /api/staff/verify-code': setsCookie,
  'POST /api/staff/sign-out': setsCookie,
  'POST /api/station/enroll': setsCookie,
  'POST /api/station/sign-in': setsCookie,
  'POST /api/station/sign-out': setsCookie,
  'POST /api/staff/enroll': 'nobody is signed in yet to whom a kept answer would belong; the secret shown last counts',
  'POST /api/visitor/resend-verification': 'asking again is the wish for another mail; mails are limited by address',
  'POST /api/visitor/forgot-password': 'asking again is the wish for another mail; mails are limited by address',
  'POST /api/visitor/reset-password': 'the token of the mail works once',
  'POST /api/staff/forgot-password': 'asking again is the wish for another mail; mails are limited by address',
  'POST /api/staff/reset-password': 'the token of the mail works once',
  'POST /api/visitor/visits/:visitId/bank-approval': ofTheMoment,
  'POST /api/visitor/visits/:visitId/call/join': ofTheMoment,
  'POST /api/visitor/visits/:visitId/call/signal': ofTheMoment,
  'POST /api/station/visits/:visitId/call/join': ofTheMoment,
  'POST /api/station/visits/:visitId/call/signal': ofTheMoment,
  'POST /api/webhooks/media': signedEvent,
  'POST /api/webhooks/recorder': signedEvent,
  'POST /api/webhooks/payments': signedEvent,
};

const table = Object.entries(routes) as [RouteKey, Route][];

test('every POST takes an idempotency key or stands in the list of exceptions with its reason', () => {
  const unflagged = table.filter(([key, route]) => key.startsWith('POST ') && !route.idempotent).map(([key]) => key);
  expect(unflagged.sort()).toEqual(Object.keys(exceptions).sort());
});
