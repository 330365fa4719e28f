import type { Caller } from '../core/access/caller.ts';
import type { RecordingId, StaffId, VisitId } from '../core/shared/ids.ts';
import type { Temporal } from '../core/shared/time.ts';
import type { StoredRecording } from './recording-store.ts';

/** One line of the list of recordings. */
export interface ListedRecording {
  readonly id: RecordingId;
  readonly visitId: VisitId;
  readonly startedAt: Temporal.Instant;
  readonly resident: string;
  readonly visitor: string;
  readonly state: StoredRecording['state'];
  readonly looks: number;
}

export interface ListedLook {
  readonly at: Temporal.Instant;
  readonly by: string;
  readonly purpose: string;
}

/** Reads recordings for pages; a caller finds only those of facilities whose evidence they may look at. */
export interface RecordingReader {
  /** Newest first, those after `before` in this order; `search` looks in names, booking number and ids. */
  list(
    caller: Caller,
    wish: { readonly search: string | null; readonly before: RecordingId | null; readonly most: number },
  ): Promise<readonly ListedRecording[]>;
  one(caller: Caller, id: RecordingId): Promise<ListedRecording | null>;
  /** Who looked, newest first. */
  looks(id: RecordingId): Promise<readonly ListedLook[]>;
  /** When this person last stated a purpose for this recording. */
  lastLookBy(staffId: StaffId, id: RecordingId): Promise<Temporal.Instant | null>;
}
