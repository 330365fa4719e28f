import type { Caller } from '../../core/access/caller.ts';
import type { RecordingId } from '../../core/shared/ids.ts';
import type { ListedRecording } from '../../ports/recording-reader.ts';
import { demand } from '../demand.ts';
import type { RecordingDependencies } from './recording-dependencies.ts';

const PAGE = 50;

/** A page of the recordings the caller may look at, newest first; `before` is the last one shown. */
export async function listRecordings(
  deps: Pick<RecordingDependencies, 'reader'>,
  caller: Caller,
  wish: { readonly search: string | null; readonly before: RecordingId | null },
): Promise<{ readonly recordings: readonly ListedRecording[]; readonly more: boolean }> {
  const staff = demand(caller, 'read-recordings');
  const found = await deps.reader.list(staff, { search: wish.search || null, before: wish.before, most: PAGE + 1 });
  return { recordings: found.slice(0, PAGE), more: found.length > PAGE };
}
