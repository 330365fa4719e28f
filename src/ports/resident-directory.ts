import type { StaffCaller } from '../core/access/caller.ts';
import type { ResidentId, StationId } from '../core/shared/ids.ts';
import type { Temporal } from '../core/shared/time.ts';
import type { StationRecord } from './station-store.ts';

export interface ResidentListing {
  readonly id: ResidentId;
  readonly name: string;
  readonly bookingNumber: string;
  readonly housingUnit: string | null;
  readonly custodyStatus: string;
  readonly alert: string | null;
  readonly visitorListCount: number;
  readonly lockedAt: readonly { readonly stationId: StationId; readonly stationName: string; readonly since: Temporal.Instant }[];
}

export interface ResidentAtStation {
  readonly id: ResidentId;
  readonly name: string;
  readonly pinHash: string | null;
}

/** Residents as staff and stations see them, within one transaction. */
export interface ResidentDirectory {
  /** At most 200, by name; `search` matches name or booking number. */
  list(by: StaffCaller, search: string): Promise<readonly ResidentListing[]>;
  findFor(by: StaffCaller, id: ResidentId): Promise<ResidentListing | null>;
  setPin(id: ResidentId, pinHash: string): Promise<void>;
  /** Lifts the lock at every station. */
  unlock(id: ResidentId): Promise<void>;
  nameOf(id: ResidentId): Promise<string | null>;

  /** In custody in the station's facility, by the number as it is or by its digits, where nobody else there has the same. */
  findAtStation(station: StationRecord, bookingNumber: string): Promise<ResidentAtStation | null>;
  /** Counts a try, and locks at the given one. Answers how many there were at this station since the last right one or unlocking. */
  countPinTry(station: StationRecord, id: ResidentId, lockAt: number, now: Temporal.Instant): Promise<number>;
  clearWrongPins(station: StationRecord, id: ResidentId): Promise<void>;
}
