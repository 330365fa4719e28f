import type { AdmissionFacts, SlotFacts } from '../core/scheduling/admission-facts.ts';
import type { ResidentId, VisitorId } from '../core/shared/ids.ts';
import type { Interval } from '../core/shared/interval.ts';
import type { Temporal } from '../core/shared/time.ts';

/** Reads everything the rules look at in one round trip. A part that cannot be read comes back as unknown, never as "nothing". */
export interface FactsReader {
  /** For who wants a slot; null when the resident does not exist. */
  read(residentId: ResidentId, visitorId: VisitorId, window: Interval, now: Temporal.Instant): Promise<SlotFacts | null>;
  /** The same without claims, for who has a slot already. */
  readToJudge(residentId: ResidentId, visitorId: VisitorId, window: Interval, now: Temporal.Instant): Promise<AdmissionFacts | null>;
}
