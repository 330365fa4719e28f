import { z } from 'zod';
import { visitStatuses } from '../core/visit/visit-status.ts';
import { CallSignal, CallSummary, CallView, ConsentText, JoinGrant } from './call.ts';
import type { Route } from './route.ts';
import { Done, InstantText, Language, VisitId } from './values.ts';
import { Times } from './visit.ts';

const visit = z.object({ visitId: VisitId });

export const StationVisit = z
  .object({
    id: VisitId,
    visitorName: z.string(),
    status: z.enum(visitStatuses),
    times: Times,
    joinableAt: InstantText,
    stationName: z.string(),
    /** False: the resident must go to `stationName`. */
    here: z.boolean(),
  })
  .meta({ id: 'StationVisit' });

/** Routes of an enrolled station and of the resident signed in at it. */
export const stationRoutes = {
  'GET /api/station': {
    access: 'station',
    summary: 'The idle screen: no names',
    response: z.object({ stationName: z.string(), facilityName: z.string(), timeZone: z.string(), serverNow: InstantText }),
  },
  'POST /api/station/sign-in': {
    access: 'station',
    summary: 'Resident number and PIN',
    body: z.object({ bookingNumber: z.string().trim().min(1).max(30), pin: z.string().regex(/^[0-9]{4,8}$/), language: Language }),
    response: z.object({ name: z.string(), language: Language }),
  },
  'GET /api/station/me': { access: 'resident', summary: 'Who is signed in', response: z.object({ name: z.string(), language: Language }) },
  'POST /api/station/sign-out': { access: 'resident', summary: 'Sign out', response: Done },
  'GET /api/station/visits': {
    access: 'resident',
    summary: 'Next visits, the nearest first, and where',
    response: z.object({ visits: z.array(StationVisit) }),
  },
  'POST /api/station/visits/:visitId/cancel': {
    access: 'resident',
    summary: 'The resident does not want the visit: it is cancelled, and the visitor is told so',
    params: visit,
    response: Done,
    idempotent: true,
  },
  'GET /api/station/visits/:visitId/consent': {
    access: 'resident',
    summary: 'The text about recording',
    params: visit,
    query: z.object({ language: Language }),
    response: ConsentText,
  },
  'POST /api/station/visits/:visitId/consent': {
    access: 'resident',
    summary: 'Agree to it',
    params: visit,
    body: z.object({ version: z.string(), language: Language }),
    response: Done,
    idempotent: true,
  },
  'GET /api/station/visits/:visitId/call': {
    access: 'resident',
    summary: 'State of waiting room and call',
    params: visit,
    response: CallView,
  },
  'POST /api/station/visits/:visitId/call/join': {
    access: 'resident',
    summary: 'Leave to join; only at the station of the visit',
    params: visit,
    response: JoinGrant,
  },
  'POST /api/station/visits/:visitId/call/signal': {
    access: 'resident',
    summary: 'First media seen, or leaving',
    params: visit,
    body: CallSignal,
    response: CallView,
  },
  'GET /api/station/visits/:visitId/summary': {
    access: 'resident',
    summary: 'How long both had; no money is shown',
    params: visit,
    response: CallSummary,
  },
} as const satisfies Record<string, Route>;

/** Outside the JSON table: `GET /api/station/events` (server-sent events). */
