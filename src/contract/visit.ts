import { z } from 'zod';
import { visitTypes } from '../core/facility/visit-type.ts';
import { visitOutcomes, visitStatuses } from '../core/visit/visit-status.ts';
import { CentsAmount, FacilityId, InstantText, ResidentId, VisitId } from './values.ts';

export const VisitType = z.enum(visitTypes);

/** The all-in price; see core/money/quote.ts. */
export const Quote = z
  .object({
    centsPerMinute: CentsAmount,
    minutes: z.int(),
    totalCents: CentsAmount,
    capScheduleId: z.string(),
    capCentsPerMinute: CentsAmount,
  })
  .meta({ id: 'Quote' });

export const Times = z.object({ startsAt: InstantText, endsAt: InstantText }).meta({ id: 'Times' });

/** What staff offer instead: when, how long, and at which all-in price. */
export const Offer = Times.extend({ lengthMinutes: z.int(), quote: Quote }).meta({ id: 'Offer' });

/** What a family is told of a facility wherever one is named. */
export const FacilityBrief = z
  .object({
    id: FacilityId,
    slug: z.string(),
    name: z.string(),
    state: z.string(),
    timeZone: z.string(),
    residentWord: z.enum(['incarcerated-person', 'youth', 'detainee', 'patient', 'resident']),
  })
  .meta({ id: 'FacilityBrief' });

export const PaymentView = z
  .object({
    status: z.enum(['free', 'no-card', 'card-saved', 'needs-approval', 'authorized', 'failed', 'captured', 'released']),
    card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
    authorizedCents: CentsAmount,
    capturedCents: CentsAmount,
    releasedCents: CentsAmount,
    /** Until when a failed authorization can be mended, or one that waits at the bank approved. */
    mendBy: InstantText.nullable(),
    failureCode: z.string().nullable(),
  })
  .meta({ id: 'Payment' });

/** One step of the line that shows where a visit stands. */
export const VisitStep = z
  .object({
    event: z.string(),
    at: InstantText,
    /** A role, never a name: `visitor`, `scheduler`, `policy`, `resident`, `system` … */
    by: z.string(),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    /** What staff offered in this step. */
    offered: Offer.nullable(),
  })
  .meta({ id: 'VisitStep' });

/** A visit as its lead visitor sees it. */
export const VisitorVisit = z
  .object({
    id: VisitId,
    facility: FacilityBrief,
    resident: z.object({ id: ResidentId, name: z.string() }),
    visitType: VisitType,
    status: z.enum(visitStatuses),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    outcome: z.enum(visitOutcomes).nullable(),
    times: Times,
    lengthMinutes: z.int(),
    /** While staff offer another time or length; `times` and `quote` are then still what was asked for. */
    offered: Offer.nullable(),
    /** When the hold, the request or the revision lapses by itself. */
    lapsesAt: InstantText.nullable(),
    holdLengthened: z.boolean(),
    quote: Quote,
    payment: PaymentView,
    /** When the waiting room opens (or opened). */
    joinableAt: InstantText,
    requestedAt: InstantText.nullable(),
    /** `coming`: fetched by an officer; `at-station`: there; else null. */
    residentMovement: z.enum(['coming', 'at-station']).nullable(),
    steps: z.array(VisitStep),
    /** Number of events so far; a stale one is answered with `revision-changed`. */
    revision: z.int(),
  })
  .meta({ id: 'VisitorVisit' });
export type VisitorVisit = z.infer<typeof VisitorVisit>;
