import type { Facility } from '../core/facility/facility.ts';
import type { Policy } from '../core/facility/policy.ts';
import type { FacilityNames } from './visitor-accounts.ts';

export interface DirectoryEntry {
  readonly facility: Facility;
  readonly names: FacilityNames;
  readonly policy: Policy;
  /** Cents a minute in force on the facility's date of `now`; null when no rate was ever saved. */
  readonly centsPerMinute: number | null;
}

/** Facilities as anybody may see them. */
export interface FacilityDirectory {
  /** By name; those without a policy do not take part yet and are left out. */
  list(todayOf: (timeZone: string) => string): Promise<readonly DirectoryEntry[]>;
}
