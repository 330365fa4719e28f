import type { RecordingId } from '../core/shared/ids.ts';

/** Keys of recordings, wrapped by the master key that only the web server holds. */
export interface KeyRing {
  /** A fresh random key (base64), and the same wrapped for the database. */
  newKey(recordingId: RecordingId): { readonly key: string; readonly wrapped: string };
  /** The key (base64). Throws when the wrapped text was changed, moved to another recording, or its master key is not here. */
  open(wrapped: string, recordingId: RecordingId): string;
}
