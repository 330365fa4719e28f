import type { Caller } from '../core/access/caller.ts';
import type { AgencyId, FacilityId, RecordingId, StaffId, VisitId } from '../core/shared/ids.ts';
import type { Temporal } from '../core/shared/time.ts';
import type { RecorderManifest } from './recorder-control.ts';

export interface StoredRecording {
  readonly id: RecordingId;
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly visitId: VisitId;
  readonly state: 'started' | 'sealed' | 'broken' | 'deleted';
  /** The recording's key, wrapped by the master key (base64). */
  readonly wrappedKey: string;
  readonly manifest: RecorderManifest | null;
  readonly retentionClass: string;
  readonly deleteAfter: Temporal.Instant;
  readonly startedAt: Temporal.Instant;
}

export interface RecordingStore {
  create(recording: StoredRecording): Promise<void>;
  /** Visits whose call has ended and whose recording is not sealed yet. */
  unsealed(): Promise<readonly VisitId[]>;
  ofVisit(visitId: VisitId): Promise<StoredRecording | null>;
  /** Null unless the caller may look at evidence of that facility. */
  findFor(caller: Caller, id: RecordingId): Promise<StoredRecording | null>;
  seal(id: RecordingId, manifest: RecorderManifest, at: Temporal.Instant): Promise<void>;
  addLook(look: {
    readonly recordingId: RecordingId;
    readonly agencyId: AgencyId;
    readonly staffId: StaffId;
    readonly purpose: string;
    readonly at: Temporal.Instant;
  }): Promise<void>;
}
