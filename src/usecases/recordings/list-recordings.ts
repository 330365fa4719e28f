import type { Caller } from '../../core/access/caller.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { ListedRecording } from '../../ports/recording-reader.ts';
import { demand } from '../demand.ts';
import type { RecordingDependencies } from './recording-dependencies.ts';

/** Lines of one page; the next begins before the last one's start. */
const MOST = 50;

/** Recordings the caller may look at, newest first. */
export async function listRecordings(
  deps: Pick<RecordingDependencies, 'reader'>,
  caller: Caller,
  wish: { readonly search: string | null; readonly before: Temporal.Instant | null },
): Promise<readonly ListedRecording[]> {
  const staff = demand(caller, 'read-recordings');
  return deps.reader.list(staff, { search: wish.search || null, before: wish.before, most: MOST });
}
