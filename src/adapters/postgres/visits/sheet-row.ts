import type { Selectable } from 'kysely';
import { Temporal } from '../../../core/shared/time.ts';
import { paymentAtFirst } from '../../../ports/payment-store.ts';
import type { VisitLine, VisitSheet } from '../../../ports/visit-sheets.ts';
import { readPayment } from '../money/payment-row.ts';
import type { PaymentsTable } from '../tables-money.ts';
import type { VisitsTable } from '../tables-visits.ts';
import { readOffer, readVisit, type SlotJson } from './visit-row.ts';

/** A row as JSON has dates: text instead of Date. */
type AsJson<Row> = { readonly [Column in keyof Row]: Date extends Row[Column] ? Exclude<Row[Column], Date> | string : Row[Column] };

/** What the statement of visit-sheets.ts answers. */
export interface SheetRow {
  readonly visit: AsJson<Selectable<VisitsTable>>;
  readonly facility: VisitSheet['facility'];
  readonly resident: VisitSheet['resident'];
  readonly visitor: VisitSheet['visitor'];
  readonly station: VisitSheet['station'];
  readonly policy: VisitSheet['policy'];
  /** Null while nothing is noted. */
  readonly payment: AsJson<Selectable<PaymentsTable>> | null;
  readonly movement: { readonly state: NonNullable<VisitSheet['movement']>['state']; readonly at: string } | null;
  readonly call_status: VisitSheet['callStatus'];
  readonly recording_id: VisitSheet['recordingId'];
  readonly lines: readonly LineJson[] | null;
}

type LineJson = Omit<VisitLine, 'at' | 'offer'> & {
  readonly at: string;
  readonly offeredSlot: SlotJson | null;
  readonly offeredQuote: NonNullable<VisitLine['offer']>['quote'] | null;
};

/** One row as a sheet. */
export function readSheet(row: SheetRow): VisitSheet {
  const visit = readVisit({
    ...row.visit,
    hold_expires_at: optionalDate(row.visit.hold_expires_at),
    requested_at: optionalDate(row.visit.requested_at),
    lapses_at: optionalDate(row.visit.lapses_at),
    created_at: new Date(row.visit.created_at),
    changed_at: new Date(row.visit.changed_at),
  });
  return {
    visit,
    facility: row.facility,
    resident: row.resident,
    visitor: row.visitor,
    station: row.station,
    policy: row.policy,
    payment: row.payment
      ? readPayment({
          ...row.payment,
          setup_expires_at: optionalDate(row.payment.setup_expires_at),
          mend_by: optionalDate(row.payment.mend_by),
          changed_at: new Date(row.payment.changed_at),
        })
      : paymentAtFirst(visit),
    movement: row.movement && { state: row.movement.state, at: Temporal.Instant.from(row.movement.at) },
    callStatus: row.call_status,
    recordingId: row.recording_id,
    lines: readLines(row.lines),
  };
}

/** The history of a visit, out of JSON. */
export function readLines(lines: SheetRow['lines']): VisitLine[] {
  return (lines ?? []).map(({ offeredSlot, offeredQuote, ...line }) => ({
    ...line,
    at: Temporal.Instant.from(line.at),
    offer: readOffer(offeredSlot, offeredQuote),
  }));
}

function optionalDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
