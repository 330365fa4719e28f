import type { StaffCaller } from '../core/access/caller.ts';
import type { Facility } from '../core/facility/facility.ts';
import type { Temporal } from '../core/shared/time.ts';

export interface RateRecord {
  /** ISO date, facility-local. */
  readonly effectiveOn: string;
  readonly centsPerMinute: number;
  readonly capScheduleId: string;
  readonly capCentsPerMinute: number;
  readonly savedAt: Temporal.Instant;
  /** Name of the staff member, or what set it up. */
  readonly savedBy: string;
}

/** Rates of facilities, within one transaction. */
export interface RateStore {
  facilityOf(by: StaffCaller): Promise<Facility | null>;
  /** Newest first. */
  list(facilityId: Facility['id']): Promise<readonly RateRecord[]>;
  /** Replaces the rate of the same date. */
  save(facility: Facility, rate: RateRecord, savedBy: string): Promise<void>;
}
