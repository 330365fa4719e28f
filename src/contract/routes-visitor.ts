import { z } from 'zod';
import { connectionStatuses } from '../core/people/connection.ts';
import { LONGEST_LENGTH_MINUTES } from '../core/scheduling/longest-length.ts';
import { findingCodes } from '../core/shared/finding.ts';
import { CallSignal, CallSummary, CallView, ConsentText, JoinGrant } from './call.ts';
import { visitorCancellationReasons } from './reasons.ts';
import type { Route } from './route.ts';
import { SignedInVisitor } from './routes-public.ts';
import { CentsAmount, DateText, Done, InstantText, Language, PersonName, ResidentId, VisitId, WishedStart } from './values.ts';
import { FacilityBrief, Quote, Times, VisitorVisit, VisitType } from './visit.ts';

const visit = z.object({ visitId: VisitId });
const expected = z.object({ revision: z.int().describe('The revision the page showed; a stale one is refused') });

export const Contact = z
  .object({
    resident: z.object({ id: ResidentId, name: z.string() }),
    facility: FacilityBrief,
    relationship: z.string(),
    status: z.enum(connectionStatuses),
    canVisit: z.boolean(),
  })
  .meta({ id: 'Contact' });

export const DayOffer = z
  .object({
    on: DateText,
    slots: z.array(Times),
    /** Why the day has no time, in a code an outsider may read. */
    closedBecause: z.enum([...findingCodes, 'not-possible', 'cannot-be-paid']).nullable(),
    /** The all-in price of a visit of `lengthMinutes` at the rate of this day; null where it has none. */
    totalCents: CentsAmount.nullable(),
  })
  .meta({ id: 'DayOffer' });

export const Offers = z
  .object({
    facility: FacilityBrief,
    resident: z.object({ id: ResidentId, name: z.string() }),
    visitType: VisitType,
    lengthMinutes: z.int(),
    /** Every length on offer in these days with its all-in price: the lowest, where it depends on the day. */
    lengths: z.array(z.object({ minutes: z.int(), quote: Quote, dependsOnDay: z.boolean() })),
    days: z.array(DayOffer),
    /** Nothing can be booked at all, and why; null when days decide. */
    refusedBecause: z.enum([...findingCodes, 'not-possible', 'cannot-be-paid']).nullable(),
    confirmsAutomatically: z.boolean(),
    paymentNeeded: z.boolean(),
  })
  .meta({ id: 'Offers' });

/** Routes of a signed-in visitor. */
export const visitorRoutes = {
  'GET /api/visitor/me': { access: 'visitor', summary: 'Who is signed in', response: SignedInVisitor },
  'PATCH /api/visitor/me': {
    access: 'visitor',
    summary: 'Change name or language',
    body: z.object({ name: PersonName.optional(), language: Language.optional() }),
    response: SignedInVisitor,
  },
  'DELETE /api/visitor/me': {
    access: 'visitor',
    summary: 'Delete the account; open visits must be cancelled first',
    body: z.object({ password: z.string().min(1).max(200) }),
    response: Done,
  },
  'POST /api/visitor/sign-out': { access: 'visitor', summary: 'Sign out', response: Done },

  'GET /api/visitor/contacts': {
    access: 'visitor',
    summary: 'Residents the visitor is connected with',
    response: z.object({ contacts: z.array(Contact) }),
  },
  'GET /api/visitor/contacts/:residentId/offers': {
    access: 'visitor',
    summary: 'Honest times: only slots that every rule allows, and the all-in price of each length',
    params: z.object({ residentId: ResidentId }),
    query: z.object({
      fromOn: DateText.optional(),
      days: z.coerce.number().int().min(1).max(31).optional(),
      lengthMinutes: z.coerce.number().int().min(1).max(LONGEST_LENGTH_MINUTES).optional(),
      visitType: VisitType.optional(),
    }),
    response: Offers,
  },
  'POST /api/visitor/holds': {
    access: 'visitor',
    summary: 'Keep a time while the form is filled in; a lost one answers slot-taken with detail.alternatives',
    body: z.object({
      residentId: ResidentId,
      visitType: VisitType,
      startsAt: WishedStart,
      lengthMinutes: z.int().min(1).max(LONGEST_LENGTH_MINUTES),
    }),
    response: VisitorVisit,
    ok: 201,
    idempotent: true,
  },
  'POST /api/visitor/holds/:visitId/lengthen': {
    access: 'visitor',
    summary: 'Keep the time longer, once',
    params: visit,
    response: VisitorVisit,
    idempotent: true,
  },
  'DELETE /api/visitor/holds/:visitId': { access: 'visitor', summary: 'Give the time back', params: visit, response: Done },
  'POST /api/visitor/visits/:visitId/card-setup': {
    access: 'visitor',
    summary:
      'Address of the processor’s hosted page that saves a card, or of the way back from it where one was saved already; nothing is charged. Also mends an authorization that failed or waits at the bank',
    params: visit,
    query: z.object({ language: Language.optional().describe('What the visitor reads at the moment; without it the account’s') }),
    response: z.object({ url: z.string() }),
    idempotent: true,
  },
  'POST /api/visitor/visits/:visitId/bank-approval': {
    access: 'visitor',
    summary:
      'How the bank’s question about the money stands: the address of its page while it waits for the payer, else the visit as it now is. Asked before going there and on coming back; the webhook settles it, too, whichever comes first',
    params: visit,
    response: z.object({ url: z.string().nullable(), visit: VisitorVisit }),
  },
  'POST /api/visitor/visits/:visitId/request': {
    access: 'visitor',
    summary:
      'Send the request. With a price it needs a saved card: the return from the hosted page calls this, and so does the webhook, whichever comes first',
    params: visit,
    response: VisitorVisit,
    idempotent: true,
  },

  'GET /api/visitor/visits': {
    access: 'visitor',
    summary: 'Visits, upcoming or past',
    query: z.object({ which: z.enum(['upcoming', 'past']).optional(), before: InstantText.optional() }),
    response: z.object({ visits: z.array(VisitorVisit), more: z.boolean() }),
  },
  'GET /api/visitor/visits/:visitId': { access: 'visitor', summary: 'One visit', params: visit, response: VisitorVisit },
  'POST /api/visitor/visits/:visitId/accept-revision': {
    access: 'visitor',
    summary: 'Accept the offered time; rules are checked again',
    params: visit,
    body: expected,
    response: VisitorVisit,
    idempotent: true,
  },
  'POST /api/visitor/visits/:visitId/decline-revision': {
    access: 'visitor',
    summary: 'Decline it; the request ends',
    params: visit,
    body: expected,
    response: VisitorVisit,
    idempotent: true,
  },
  'POST /api/visitor/visits/:visitId/withdraw': {
    access: 'visitor',
    summary: 'Withdraw a request',
    params: visit,
    response: VisitorVisit,
    idempotent: true,
  },
  'POST /api/visitor/visits/:visitId/cancel': {
    access: 'visitor',
    summary: 'Cancel a confirmed visit; never costs money',
    params: visit,
    body: z.object({ reason: z.enum(visitorCancellationReasons) }),
    response: VisitorVisit,
    idempotent: true,
  },

  'GET /api/visitor/visits/:visitId/consent': {
    access: 'visitor',
    summary: 'The text about recording to agree to',
    params: visit,
    query: z.object({ language: Language }),
    response: ConsentText,
  },
  'POST /api/visitor/visits/:visitId/consent': {
    access: 'visitor',
    summary: 'Agree to it',
    params: visit,
    body: z.object({ version: z.string(), language: Language }),
    response: Done,
    idempotent: true,
  },
  'GET /api/visitor/visits/:visitId/call': {
    access: 'visitor',
    summary: 'State of waiting room and call',
    params: visit,
    response: CallView,
  },
  'POST /api/visitor/visits/:visitId/call/join': {
    access: 'visitor',
    summary: 'Leave to join the call; needs consent and an open waiting room',
    params: visit,
    response: JoinGrant,
  },
  'POST /api/visitor/visits/:visitId/call/signal': {
    access: 'visitor',
    summary: 'First media seen, or leaving',
    params: visit,
    body: CallSignal,
    response: CallView,
  },
  'GET /api/visitor/visits/:visitId/summary': {
    access: 'visitor',
    summary: 'Delivered time and the arithmetic of the money',
    params: visit,
    response: CallSummary,
  },
} as const satisfies Record<string, Route>;

/** Files and streams outside the JSON table: `GET /api/visitor/visits/:visitId/calendar.ics`, `GET /api/visitor/events` (server-sent events). */
