import type { StaffRole } from '../core/access/caller.ts';
import type { AgencyId, FacilityId, StaffId } from '../core/shared/ids.ts';
import type { Temporal } from '../core/shared/time.ts';

export interface StaffRecord {
  readonly id: StaffId;
  readonly authUserId: string;
  readonly agencyId: AgencyId;
  /** Null: every facility of the agency. */
  readonly facilityId: FacilityId | null;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
}

export interface StoredSecondFactor {
  readonly sealed: string;
  /** Enrolled only once a code of it has been typed. */
  readonly enrolled: boolean;
}

/** Between password and code. */
export interface PendingSignIn {
  readonly staff: StaffRecord;
  readonly wrongCodes: number;
}

/** Staff and their second factors, within one transaction. Disabled staff are not found. */
export interface StaffAccounts {
  findByAuthUser(authUserId: string): Promise<StaffRecord | null>;
  find(id: StaffId): Promise<StaffRecord | null>;
  /** The facility shown to staff; for staff of a whole agency its first one. */
  homeOf(staff: StaffRecord): Promise<{ readonly id: FacilityId; readonly name: string; readonly timeZone: string }>;
  secondFactorOf(id: StaffId): Promise<StoredSecondFactor | null>;
  /** Replaces a factor that was never enrolled; false when an enrolled one is there. */
  offerSecondFactor(staff: StaffRecord, sealed: string, recoveryHashes: readonly string[]): Promise<boolean>;
  /** Notes that the code of this time step was used, which also enrolls the factor. False when that or a later step was used before. */
  useStep(id: StaffId, step: number, now: Temporal.Instant): Promise<boolean>;
  /** Takes a recovery code away. False when there is none such. */
  useRecoveryCode(id: StaffId, hash: string): Promise<boolean>;
  openPending(tokenHash: string, staff: StaffRecord, expiresAt: Temporal.Instant): Promise<void>;
  /** Locked until the transaction ends, so that codes cannot be tried side by side. */
  findPending(tokenHash: string, now: Temporal.Instant): Promise<PendingSignIn | null>;
  countWrongCode(tokenHash: string): Promise<void>;
  closePending(tokenHash: string): Promise<void>;
  /** Ends whatever of this person's sign-ins waits for a code. */
  endPendingOf(id: StaffId): Promise<void>;
}
