import type { RouteKey } from '../../src/contract/routes.ts';

/** Everybody whom a route may meet. `elsewhere` has every role, in another agency. */
export const personas = [
  'anyone',
  'visitor',
  'other-visitor',
  'scheduler',
  'unit-officer',
  'investigator',
  'facility-admin',
  'elsewhere',
  'station',
  'resident',
  'other-resident',
] as const;
export type Persona = (typeof personas)[number];

/** What a route addresses. */
export interface MatrixIds {
  readonly visitId: string;
  readonly residentId: string;
  readonly stationId: string;
  readonly recordingId: string;
  readonly startsAt: string;
}

/**
 * One row: who gets in, from whom the thing itself is hidden (`not-found`), everybody else is refused at the door (`not-signed-in`,
 * `station-not-enrolled`, `not-allowed`). `everybody`: a door that is open to all.
 */
export interface MatrixRow {
  readonly in: readonly Persona[] | 'everybody';
  readonly hiddenFrom?: readonly Persona[];
  /** May knock, but a rule of visiting says no. */
  readonly refusedByRule?: readonly Persona[];
  readonly query?: string;
  readonly body?: (ids: MatrixIds) => object;
  /** Ends the visit or, later still, a sign-in: it comes after the others. */
  readonly last?: 'ends-visit' | 'ends-sign-in';
}

const staff = ['scheduler', 'unit-officer', 'investigator', 'facility-admin', 'elsewhere'] as const;
const scheduling = ['scheduler', 'facility-admin'] as const;
const movement = ['scheduler', 'unit-officer', 'facility-admin'] as const;
const elsewhere = ['elsewhere'] as const;
const visitors = ['visitor', 'other-visitor'] as const;
const ownVisit = { in: ['visitor'], hiddenFrom: ['other-visitor'] } as const;
const residents = ['resident', 'other-resident'] as const;
const atStation = { in: ['resident'], hiddenFrom: ['other-resident'] } as const;
const today = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

/** A route without a row does not compile; the test also looks for it at run time. */
export const matrix: Readonly<Record<RouteKey, MatrixRow>> = {
  'GET /api/facilities': { in: 'everybody' },
  'GET /api/facilities/:slug': { in: 'everybody' },
  'GET /api/mode': { in: 'everybody' },
  'POST /api/visitor/sign-up': { in: 'everybody', body: () => ({}) },
  'POST /api/visitor/verify-email': { in: 'everybody', body: () => ({ token: 'no such token' }) },
  'POST /api/visitor/resend-verification': { in: 'everybody', body: () => ({}) },
  'POST /api/visitor/sign-in': { in: 'everybody', body: () => ({ email: 'nobody@mail.example', password: 'x' }) },
  'POST /api/visitor/forgot-password': { in: 'everybody', body: () => ({}) },
  'POST /api/visitor/reset-password': { in: 'everybody', body: () => ({}) },
  'POST /api/staff/sign-in': { in: 'everybody', body: () => ({ email: 'nobody@jail.example', password: 'x' }) },
  'POST /api/staff/enroll': { in: 'everybody' },
  'POST /api/staff/verify-code': { in: 'everybody', body: () => ({ code: '000000' }) },
  'POST /api/staff/forgot-password': { in: 'everybody', body: () => ({}) },
  'POST /api/staff/reset-password': { in: 'everybody', body: () => ({}) },
  'POST /api/station/enroll': { in: 'everybody', body: () => ({ code: '00000000' }) },
  'POST /api/webhooks/media': { in: 'everybody' },
  'POST /api/webhooks/recorder': { in: 'everybody' },
  'POST /api/webhooks/payments': { in: 'everybody' },

  'GET /api/visitor/me': { in: visitors },
  'PATCH /api/visitor/me': { in: visitors, body: () => ({}) },
  'DELETE /api/visitor/me': { in: visitors, body: () => ({ password: 'not the password' }), last: 'ends-sign-in' },
  'POST /api/visitor/sign-out': { in: visitors, last: 'ends-sign-in' },
  'GET /api/visitor/contacts': { in: visitors },
  'GET /api/visitor/contacts/:residentId/offers': { in: ['visitor'], refusedByRule: ['other-visitor'] },
  'POST /api/visitor/holds': {
    in: ['visitor'],
    refusedByRule: ['other-visitor'],
    body: ({ residentId, startsAt }) => ({ residentId, visitType: 'social', startsAt, lengthMinutes: 20 }),
  },
  'POST /api/visitor/holds/:visitId/lengthen': ownVisit,
  'DELETE /api/visitor/holds/:visitId': { ...ownVisit, last: 'ends-visit' },
  'POST /api/visitor/visits/:visitId/card-setup': ownVisit,
  'POST /api/visitor/visits/:visitId/bank-approval': ownVisit,
  'POST /api/visitor/visits/:visitId/request': ownVisit,
  'GET /api/visitor/visits': { in: visitors },
  'GET /api/visitor/visits/:visitId': ownVisit,
  'POST /api/visitor/visits/:visitId/accept-revision': { ...ownVisit, body: () => ({ revision: 0 }) },
  'POST /api/visitor/visits/:visitId/decline-revision': { ...ownVisit, body: () => ({ revision: 0 }) },
  'POST /api/visitor/visits/:visitId/withdraw': { ...ownVisit, last: 'ends-visit' },
  'POST /api/visitor/visits/:visitId/cancel': { ...ownVisit, body: () => ({ reason: 'visitor-unwell' }), last: 'ends-visit' },
  'GET /api/visitor/visits/:visitId/consent': { ...ownVisit, query: 'language=en' },
  'POST /api/visitor/visits/:visitId/consent': { ...ownVisit, body: () => ({ version: 'none', language: 'en' }) },
  'GET /api/visitor/visits/:visitId/call': ownVisit,
  'POST /api/visitor/visits/:visitId/call/join': ownVisit,
  'POST /api/visitor/visits/:visitId/call/signal': { ...ownVisit, body: () => ({ kind: 'first-media' }) },
  'GET /api/visitor/visits/:visitId/summary': ownVisit,

  'GET /api/staff/me': { in: staff },
  'POST /api/staff/sign-out': { in: staff, last: 'ends-sign-in' },
  'GET /api/staff/counts': { in: staff },
  'GET /api/staff/queue': { in: [...scheduling, 'elsewhere'] },
  'GET /api/staff/today': { in: [...movement, 'elsewhere'] },
  'GET /api/staff/visits/:visitId': { in: ['scheduler', 'unit-officer', 'investigator', 'facility-admin'], hiddenFrom: elsewhere },
  'GET /api/staff/visits/:visitId/other-slots': { in: scheduling, hiddenFrom: elsewhere },
  'POST /api/staff/visits/:visitId/confirm': { in: scheduling, hiddenFrom: elsewhere, body: () => ({ revision: 0 }) },
  'POST /api/staff/visits/:visitId/deny': { in: scheduling, hiddenFrom: elsewhere, body: () => ({ revision: 0, reason: 'other' }) },
  'POST /api/staff/visits/:visitId/revise': {
    in: scheduling,
    hiddenFrom: elsewhere,
    body: ({ startsAt }) => ({ revision: 0, startsAt, lengthMinutes: 20, reason: 'other' }),
  },
  'POST /api/staff/visits/:visitId/cancel': {
    in: scheduling,
    hiddenFrom: elsewhere,
    body: () => ({ reason: 'other' }),
    last: 'ends-visit',
  },
  'POST /api/staff/visits/:visitId/movement': { in: movement, hiddenFrom: elsewhere, body: () => ({ state: 'fetched' }) },
  'GET /api/staff/residents': { in: staff },
  'POST /api/staff/residents/:residentId/unlock': { in: movement, hiddenFrom: elsewhere },
  'POST /api/staff/residents/:residentId/pin': { in: ['facility-admin'], hiddenFrom: elsewhere },
  'GET /api/staff/stations': { in: staff },
  'POST /api/staff/stations/:stationId/enrollment-code': { in: ['facility-admin'], hiddenFrom: elsewhere },
  'PATCH /api/staff/stations/:stationId': { in: ['facility-admin'], hiddenFrom: elsewhere, body: () => ({}) },
  'GET /api/staff/rates': { in: staff },
  'POST /api/staff/rates': { in: ['facility-admin', 'elsewhere'], body: () => ({ centsPerMinute: 5, effectiveOn: today() }) },
  'GET /api/staff/recordings': { in: ['investigator', 'elsewhere'] },
  'POST /api/staff/recordings/:recordingId/look': {
    in: ['investigator'],
    hiddenFrom: elsewhere,
    body: () => ({ purpose: 'testing who may look' }),
  },
  'GET /api/staff/audit': { in: ['investigator', 'facility-admin', 'elsewhere'] },

  'GET /api/station': { in: ['station', 'resident', 'other-resident'] },
  'POST /api/station/sign-in': {
    in: ['station', 'resident', 'other-resident'],
    body: () => ({ bookingNumber: 'no such number', pin: '0000', language: 'en' }),
  },
  'GET /api/station/me': { in: residents },
  'POST /api/station/sign-out': { in: residents, last: 'ends-sign-in' },
  'GET /api/station/visits': { in: residents },
  'POST /api/station/visits/:visitId/cancel': { ...atStation, last: 'ends-visit' },
  'GET /api/station/visits/:visitId/consent': { ...atStation, query: 'language=en' },
  'POST /api/station/visits/:visitId/consent': { ...atStation, body: () => ({ version: 'none', language: 'en' }) },
  'GET /api/station/visits/:visitId/call': atStation,
  'POST /api/station/visits/:visitId/call/join': atStation,
  'POST /api/station/visits/:visitId/call/signal': { ...atStation, body: () => ({ kind: 'first-media' }) },
  'GET /api/station/visits/:visitId/summary': atStation,
};
