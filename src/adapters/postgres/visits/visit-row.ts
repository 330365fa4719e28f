import type { Selectable } from 'kysely';
import type { Slot } from '../../../core/scheduling/slot.ts';
import { Temporal } from '../../../core/shared/time.ts';
import type { Offer } from '../../../core/visit/offer.ts';
import type { Visit } from '../../../core/visit/visit.ts';
import { readOptionalInstant, readRange, writeInstant, writeOptionalInstant, writeRange } from '../range.ts';
import type { VisitsTable } from '../tables-visits.ts';

/** A slot as JSON keeps it. */
export interface SlotJson {
  readonly during: { readonly start: string; readonly end: string };
  readonly periodKey: string;
  readonly stationId: Slot['stationId'];
  readonly seat: number;
}

/** A row of `visits` as the visit it holds. The database's words were written by `visitRow`, so they are of the core's unions. */
export function readVisit(row: Selectable<VisitsTable>): Visit {
  return {
    id: row.id as Visit['id'],
    agencyId: row.agency_id as Visit['agencyId'],
    facilityId: row.facility_id as Visit['facilityId'],
    residentId: row.resident_id as Visit['residentId'],
    leadVisitorId: row.lead_visitor_id as Visit['leadVisitorId'],
    visitType: row.visit_type as Visit['visitType'],
    status: row.status as Visit['status'],
    reason: row.reason as Visit['reason'],
    note: row.note,
    outcome: row.outcome as Visit['outcome'],
    slot: {
      during: readRange(row.during),
      periodKey: row.period_key,
      stationId: row.station_id as Slot['stationId'],
      seat: row.seat,
    },
    quote: row.quote as Visit['quote'],
    offer: readOffer(row.offered_slot as SlotJson | null, row.offered_quote as Offer['quote'] | null),
    findings: row.findings as Visit['findings'],
    askedBy: row.asked_by as Visit['askedBy'],
    holdExpiresAt: readOptionalInstant(row.hold_expires_at),
    holdLengthened: row.hold_lengthened,
    requestedAt: readOptionalInstant(row.requested_at),
    lapsesAt: readOptionalInstant(row.lapses_at),
    policyVersion: row.policy_version,
    revision: row.revision,
  };
}

/** What changes in the row of a visit when it changes, as `writeVisit` writes it. */
export const changingColumns = [
  'status',
  'reason',
  'note',
  'outcome',
  'during',
  'booked',
  'period_key',
  'station_id',
  'seat',
  'quote',
  'offered_slot',
  'offered_quote',
  'findings',
  'hold_expires_at',
  'hold_lengthened',
  'requested_at',
  'lapses_at',
  'policy_version',
  'revision',
  'changed_at',
] as const;

type FixedColumn = 'id' | 'agency_id' | 'facility_id' | 'resident_id' | 'lead_visitor_id' | 'visit_type' | 'asked_by' | 'created_at';

/** The row of a visit as JSON, without what is null. `created_at` counts for a new one only. */
export function writeVisit(visit: Visit, now: Temporal.Instant): Record<(typeof changingColumns)[number] | FixedColumn, unknown> {
  return {
    id: visit.id,
    agency_id: visit.agencyId,
    facility_id: visit.facilityId,
    resident_id: visit.residentId,
    lead_visitor_id: visit.leadVisitorId,
    visit_type: visit.visitType,
    asked_by: visit.askedBy,
    created_at: writeInstant(now),
    status: visit.status,
    reason: visit.reason ?? undefined,
    note: visit.note ?? undefined,
    outcome: visit.outcome ?? undefined,
    during: writeRange(visit.slot.during),
    booked: writeRange((visit.offer?.slot ?? visit.slot).during),
    period_key: visit.slot.periodKey,
    station_id: visit.slot.stationId,
    seat: visit.slot.seat,
    quote: visit.quote,
    offered_slot: visit.offer ? writeSlot(visit.offer.slot) : undefined,
    offered_quote: visit.offer?.quote,
    findings: visit.findings,
    hold_expires_at: writeOptionalInstant(visit.holdExpiresAt),
    hold_lengthened: visit.holdLengthened,
    requested_at: writeOptionalInstant(visit.requestedAt),
    lapses_at: writeOptionalInstant(visit.lapsesAt),
    policy_version: visit.policyVersion,
    revision: visit.revision,
    changed_at: writeInstant(now),
  };
}

/** An offer from its two halves as JSON keeps them; null where one is missing. */
export function readOffer(slot: SlotJson | null, quote: Offer['quote'] | null): Offer | null {
  return slot && quote && { slot: readSlot(slot), quote };
}

/** A slot as JSON. */
export function writeSlot({ during, periodKey, stationId, seat }: Slot): SlotJson {
  return { during: { start: writeInstant(during.start), end: writeInstant(during.end) }, periodKey, stationId, seat };
}

function readSlot(json: SlotJson): Slot {
  const during = { start: Temporal.Instant.from(json.during.start), end: Temporal.Instant.from(json.during.end) };
  return { during, periodKey: json.periodKey, stationId: json.stationId, seat: json.seat };
}
