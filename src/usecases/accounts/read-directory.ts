import type { Caller } from '../../core/access/caller.ts';
import { type Cap, capFor } from '../../core/money/cap.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { DirectoryEntry } from '../../ports/facility-directory.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';

export interface PublicFacility extends DirectoryEntry {
  /** In force on the facility's date of today. */
  readonly cap: Cap | null;
}

/** Facilities that take part, with today's rate and the cap it rests on. */
export async function readDirectory(deps: Pick<AccountDependencies, 'clock' | 'work'>, caller: Caller): Promise<readonly PublicFacility[]> {
  demand(caller, 'read-directory');
  const now = deps.clock.now();
  const todayIn = (timeZone: string): Temporal.PlainDate => now.toZonedDateTimeISO(timeZone).toPlainDate();
  const entries = await deps.work.run(({ directory }) => directory.list((timeZone) => todayIn(timeZone).toString()));
  return entries.map((entry) => ({ ...entry, cap: capFor(entry.facility, todayIn(entry.facility.timeZone)) }));
}

/** One of them by the word in its address. Refusals: `not-found`. */
export async function readDirectoryEntry(
  deps: Pick<AccountDependencies, 'clock' | 'work'>,
  caller: Caller,
  slug: string,
): Promise<PublicFacility> {
  const found = (await readDirectory(deps, caller)).find((entry) => entry.names.slug === slug);
  if (!found) throw new Refusal('not-found');
  return found;
}
