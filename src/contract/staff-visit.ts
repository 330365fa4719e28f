import { z } from 'zod';
import { LONGEST_LENGTH_MINUTES } from '../core/scheduling/longest-length.ts';
import { findingCodes } from '../core/shared/finding.ts';
import { visitOutcomes, visitStatuses } from '../core/visit/visit-status.ts';
import { CallSummary } from './call.ts';
import { DateText, InstantText, RecordingId, ResidentId, StationId, VisitId } from './values.ts';
import { Offer, PaymentView, Quote, Times, VisitStep, VisitType } from './visit.ts';

export const movementStates = ['fetched', 'at-station', 'refused', 'not-brought'] as const;
export const MovementState = z.enum(movementStates);

/** A finding in the words of staff. */
export const StaffFinding = z
  .object({
    rule: z.string(),
    code: z.enum(findingCodes),
    weight: z.enum(['refuse', 'review', 'inform']),
    until: InstantText.nullable(),
    detail: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: 'StaffFinding' });

/** One row of queue or today. */
export const StaffVisitRow = z
  .object({
    id: VisitId,
    revision: z.int(),
    status: z.enum(visitStatuses),
    visitType: VisitType,
    resident: z.object({
      id: ResidentId,
      name: z.string(),
      bookingNumber: z.string(),
      housingUnit: z.string().nullable(),
      alert: z.string().nullable(),
    }),
    visitor: z.object({ name: z.string(), relationship: z.string().nullable() }),
    times: Times,
    offered: Offer.nullable(),
    lengthMinutes: z.int(),
    station: z.object({ id: StationId, name: z.string() }),
    findings: z.array(StaffFinding),
    requestedAt: InstantText.nullable(),
    lapsesAt: InstantText.nullable(),
    movement: z.object({ state: MovementState, at: InstantText }).nullable(),
    callStatus: z.enum(['waiting', 'live', 'interrupted', 'ended']).nullable(),
    paymentProblem: z.boolean(),
  })
  .meta({ id: 'StaffVisitRow' });
export type StaffVisitRow = z.infer<typeof StaffVisitRow>;

/** Which slots staff would offer instead. */
export const OtherSlotsQuery = z.object({
  fromOn: DateText.optional(),
  days: z.coerce.number().int().min(1).max(31).optional(),
  lengthMinutes: z.coerce.number().int().min(1).max(LONGEST_LENGTH_MINUTES).optional().describe('Without it: as long as the visit'),
});

/** Slots of one length, each with its price, and the lengths to choose from. */
export const OtherSlots = z.object({ lengthMinutes: z.int(), lengths: z.array(z.int()), slots: z.array(Offer) });

/** A visit with its whole history. */
export const StaffVisitDetail = z
  .object({
    row: StaffVisitRow,
    outcome: z.enum(visitOutcomes).nullable(),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    quote: Quote,
    payment: PaymentView,
    history: z.array(VisitStep.extend({ channel: z.string(), actorName: z.string().nullable() })),
    summary: CallSummary.nullable(),
    recordingId: RecordingId.nullable(),
  })
  .meta({ id: 'StaffVisitDetail' });
