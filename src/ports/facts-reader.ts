import type { AdmissionFacts } from '../core/scheduling/admission-facts.ts';
import type { ResidentId, VisitorId } from '../core/shared/ids.ts';
import type { Interval } from '../core/shared/interval.ts';
import type { Temporal } from '../core/shared/time.ts';

/** Reads everything the rules look at in one round trip. A part that cannot be read comes back as unknown, never as "nothing". */
export interface FactsReader {
  /** Null when the resident does not exist. */
  read(residentId: ResidentId, visitorId: VisitorId, window: Interval, now: Temporal.Instant): Promise<AdmissionFacts | null>;
}
