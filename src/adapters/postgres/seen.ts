import type { ActiveClaim, AdmissionFacts } from '../../core/scheduling/admission-facts.ts';
import type { ResidentId, VisitId, VisitorId } from '../../core/shared/ids.ts';
import type { Cents } from '../../core/shared/money.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { Payment } from '../../ports/payment-store.ts';
import type { VisitLine, VisitSheet } from '../../ports/visit-sheets.ts';

/** What was read of a pair together with the facts of the rules. */
export interface SeenPair {
  readonly residentId: ResidentId;
  readonly visitorId: VisitorId;
  readonly facts: AdmissionFacts;
  readonly facility: VisitSheet['facility'];
  readonly resident: VisitSheet['resident'];
  readonly visitor: VisitSheet['visitor'];
  readonly stationNames: ReadonlyMap<string, string>;
  /** Times the visitor is holding. */
  readonly openHolds: number;
  /** The rate in force on the facility's date of an instant; null where there is none. */
  rateAt(at: Temporal.Instant): Cents | null;
  /** Claims around the time asked for whose visits nobody has decided in time: whoever needs one of them may release them. Null where claims were not read. */
  readonly lapsedClaims: readonly ActiveClaim[] | null;
}

/** What was read or written of one visit; what is not known is absent. */
export interface SeenVisit {
  readonly visit: Visit;
  /** Nobody had decided when the transaction began: nobody has been fetched, called or recorded. */
  readonly isEarly: boolean;
  /** Its whole history. */
  readonly lines?: readonly VisitLine[];
  readonly payment?: Payment;
}

/**
 * What one transaction has read and written itself, so that a change is not read back to tell it by mail and to answer it to its page.
 * Nobody else changes any of it meanwhile: the visit's row is locked.
 */
export class Seen {
  pair: SeenPair | null = null;
  #sheet: VisitSheet | null = null;
  readonly #visits = new Map<VisitId, SeenVisit>();

  visit(id: VisitId): SeenVisit | undefined {
    return this.#visits.get(id);
  }

  keepVisit(seen: SeenVisit): void {
    this.#visits.set(seen.visit.id, seen);
    this.#sheet = null;
  }

  keepPayment(payment: Payment): void {
    this.#sheet = null;
    const seen = this.#visits.get(payment.visitId);
    if (seen) this.keepVisit({ ...seen, payment });
  }

  keepSheet(sheet: VisitSheet | null): void {
    this.#sheet = sheet;
  }

  /** Something was written that a sheet may show. */
  forget(): void {
    this.#visits.clear();
    this.#sheet = null;
  }

  /** The sheet, where all of it is known. */
  sheetOf(id: VisitId): VisitSheet | null {
    if (this.#sheet?.visit.id === id) return this.#sheet;
    const seen = this.#visits.get(id);
    const { pair } = this;
    if (!pair || !seen?.lines || seen.payment === undefined || !isOf(pair, seen.visit) || !seen.isEarly) return null;
    const name = pair.stationNames.get(seen.visit.slot.stationId);
    if (name === undefined) return null;
    this.#sheet = {
      visit: seen.visit,
      facility: pair.facility,
      resident: pair.resident,
      visitor: pair.visitor,
      station: { id: seen.visit.slot.stationId, name },
      policy: pair.facts.policy,
      payment: seen.payment,
      movement: null,
      callStatus: null,
      recordingId: null,
      lines: seen.lines,
    };
    return this.#sheet;
  }
}

function isOf({ residentId, visitorId }: SeenPair, visit: Visit): boolean {
  return visit.residentId === residentId && visit.leadVisitorId === visitorId;
}
