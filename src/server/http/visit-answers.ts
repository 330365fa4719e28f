import type { z } from 'zod';
import type { CallSummary } from '../../contract/call.ts';
import type { StaffFinding, StaffVisitDetail, StaffVisitRow } from '../../contract/staff-visit.ts';
import type { FacilityBrief, Offer as OfferView, PaymentView, Times, VisitorVisit } from '../../contract/visit.ts';
import type { Finding } from '../../core/shared/finding.ts';
import type { Interval } from '../../core/shared/interval.ts';
import { isoText, type Temporal } from '../../core/shared/time.ts';
import { waitingRoomOpening } from '../../core/visit/deadlines.ts';
import type { Offer } from '../../core/visit/offer.ts';
import type { FacilityLook, VisitLine, VisitSheet } from '../../ports/visit-sheets.ts';
import type { VisitSummary } from '../../usecases/visits/summarize-visit.ts';

/** A visit as its lead visitor sees it: no findings, no alert, no names of staff. */
export function visitorVisit(sheet: VisitSheet): VisitorVisit {
  const { visit, policy, movement } = sheet;
  return {
    id: visit.id,
    facility: facilityBrief(sheet.facility),
    resident: { id: sheet.resident.id, name: sheet.resident.name },
    visitType: visit.visitType,
    status: visit.status,
    reason: visit.reason,
    note: visit.note,
    outcome: visit.outcome,
    times: times(visit.slot.during),
    lengthMinutes: visit.quote.minutes,
    offered: visit.offer && offerView(visit.offer),
    lapsesAt: optionalText(visit.lapsesAt),
    holdLengthened: visit.holdLengthened,
    quote: visit.quote,
    payment: paymentView(sheet),
    joinableAt: isoText(waitingRoomOpening(visit.slot.during.start, policy)),
    requestedAt: optionalText(visit.requestedAt),
    residentMovement: movement?.state === 'fetched' ? 'coming' : movement?.state === 'at-station' ? 'at-station' : null,
    steps: sheet.lines.map(step),
    revision: visit.revision,
  };
}

/** A visit as a row of queue or today. */
export function staffRow(sheet: VisitSheet): StaffVisitRow {
  const { visit, movement } = sheet;
  return {
    id: visit.id,
    revision: visit.revision,
    status: visit.status,
    visitType: visit.visitType,
    resident: sheet.resident,
    visitor: { name: sheet.visitor.name, relationship: sheet.visitor.relationship },
    times: times(visit.slot.during),
    offered: visit.offer && offerView(visit.offer),
    lengthMinutes: visit.quote.minutes,
    station: sheet.station,
    findings: visit.findings.map(staffFinding),
    requestedAt: optionalText(visit.requestedAt),
    lapsesAt: optionalText(visit.lapsesAt),
    movement: movement && { state: movement.state, at: isoText(movement.at) },
    callStatus: sheet.callStatus,
    paymentProblem: sheet.payment.status === 'failed' || sheet.payment.status === 'needs-approval',
  };
}

/** A visit with its whole history, for staff. */
export function staffDetail(sheet: VisitSheet, summary: VisitSummary | null): z.output<typeof StaffVisitDetail> {
  const { visit } = sheet;
  return {
    row: staffRow(sheet),
    outcome: visit.outcome,
    reason: visit.reason,
    note: visit.note,
    quote: visit.quote,
    payment: paymentView(sheet),
    history: sheet.lines.map((line) => ({ ...step(line), channel: line.channel, actorName: line.actorName })),
    summary: summary && callSummary(summary),
    recordingId: sheet.recordingId,
  };
}

/** What was delivered, and the arithmetic once it is settled. */
export function callSummary({ visitId, bookedMinutes, endCause, timeline, payment }: VisitSummary): z.output<typeof CallSummary> {
  const settled = payment?.settlement as { readonly centsPerMinute: number; readonly billedSeconds: number } | undefined;
  return {
    visitId,
    endCause,
    bookedMinutes,
    deliveredSeconds: timeline.deliveredSeconds,
    timeline: [
      ...timeline.together.map((during) => ({ kind: 'together' as const, ...times(during), cause: null })),
      ...timeline.gaps.map(({ during, cause }) => ({ kind: 'gap' as const, ...times(during), cause })),
    ].sort((one, other) => one.startsAt.localeCompare(other.startsAt)),
    settlement:
      payment && settled
        ? {
            centsPerMinute: settled.centsPerMinute,
            billedSeconds: settled.billedSeconds,
            authorizedCents: payment.authorizedCents,
            capturedCents: payment.capturedCents,
            releasedCents: payment.releasedCents,
          }
        : null,
  };
}

export function facilityBrief({ id, slug, name, state, timeZone, residentWord }: FacilityLook): z.output<typeof FacilityBrief> {
  return { id, slug, name, state, timeZone, residentWord };
}

export function times({ start, end }: Interval): z.output<typeof Times> {
  return { startsAt: isoText(start), endsAt: isoText(end) };
}

/** What staff offer, with its length and price. */
export function offerView({ slot, quote }: Offer): z.output<typeof OfferView> {
  return { ...times(slot.during), lengthMinutes: quote.minutes, quote };
}

function paymentView({ payment, visit }: VisitSheet): z.output<typeof PaymentView> {
  const card = payment.cardBrand && payment.cardLast4 ? { brand: payment.cardBrand, last4: payment.cardLast4 } : null;
  return {
    status: visit.quote.totalCents === 0 ? 'free' : payment.status,
    card,
    authorizedCents: payment.authorizedCents,
    capturedCents: payment.capturedCents,
    releasedCents: payment.releasedCents,
    mendBy: optionalText(payment.mendBy),
    failureCode: payment.failureCode,
  };
}

function step({ event, at, by, reason, note, offer }: VisitLine) {
  return { event, at: isoText(at), by, reason, note, offered: offer && offerView(offer) };
}

function staffFinding({ rule, code, weight, until, detail }: Finding): z.output<typeof StaffFinding> {
  return { rule, code, weight, until: until && new Date(until).toISOString(), detail: { ...detail } };
}

function optionalText(at: Temporal.Instant | null): string | null {
  return at && isoText(at);
}
