import type { StaffCaller } from '../core/access/caller.ts';
import type { AgencyId, FacilityId, ResidentId, StationId } from '../core/shared/ids.ts';
import type { Temporal } from '../core/shared/time.ts';

export interface StationRecord {
  readonly id: StationId;
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly name: string;
  readonly facilityName: string;
  readonly timeZone: string;
}

export interface StationBlockRecord {
  /** 1 = Monday. */
  readonly weekdays: readonly number[];
  readonly startTime: string;
  readonly endTime: string;
  readonly reason: string;
}

export interface StationListing {
  readonly id: StationId;
  readonly name: string;
  readonly enabled: boolean;
  readonly isPrivate: boolean;
  readonly viewApprovedAt: Temporal.Instant | null;
  readonly turnRoundMinutes: number;
  readonly units: readonly string[];
  readonly blocks: readonly StationBlockRecord[];
  readonly enrolledAt: Temporal.Instant | null;
  readonly lastSeenAt: Temporal.Instant | null;
}

/** A resident signed in at a station. */
export interface StationSignIn {
  readonly residentId: ResidentId;
  readonly language: 'en' | 'es';
  readonly lastTouchAt: Temporal.Instant;
  /** The resident is in the waiting room or call of a visit at this station. */
  readonly inCall: boolean;
}

/** Stations, their device keys and who is signed in at them, within one transaction. */
export interface StationStore {
  /** Null also for a station that is switched off; its device works again when it is switched on. */
  findByDeviceKey(keyHash: string): Promise<StationRecord | null>;
  /** Locked until the transaction ends: a code turns one browser into a station, not two. */
  findByEnrollmentCode(codeHash: string, now: Temporal.Instant): Promise<StationRecord | null>;
  /** Takes the code away, ends the old device and whoever is signed in at it. */
  enroll(id: StationId, keyHash: string, now: Temporal.Instant): Promise<void>;
  noteSeen(id: StationId, now: Temporal.Instant): Promise<void>;

  list(by: StaffCaller): Promise<readonly StationListing[]>;
  findFor(by: StaffCaller, id: StationId): Promise<StationListing | null>;
  /** Also ends the device that is this station now. False when the caller has no such station. */
  saveEnrollmentCode(by: StaffCaller, id: StationId, codeHash: string, expiresAt: Temporal.Instant): Promise<boolean>;
  change(
    by: StaffCaller,
    id: StationId,
    change: { readonly enabled?: boolean; readonly viewApproved?: boolean },
    now: Temporal.Instant,
  ): Promise<boolean>;

  openSignIn(
    tokenHash: string,
    station: StationRecord,
    residentId: ResidentId,
    language: 'en' | 'es',
    now: Temporal.Instant,
  ): Promise<void>;
  findSignIn(tokenHash: string, stationId: StationId): Promise<StationSignIn | null>;
  touchSignIn(tokenHash: string, now: Temporal.Instant): Promise<void>;
  endSignIn(tokenHash: string, now: Temporal.Instant): Promise<void>;
}
