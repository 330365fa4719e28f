import type { Caller } from '../../core/access/caller.ts';
import type { StationId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { StationListing } from '../../ports/station-store.ts';
import type { AccountDependencies } from '../accounts/account-dependencies.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';

type Parts = Pick<AccountDependencies, 'clock' | 'work' | 'tokens'>;

/** How long an enrollment code may be typed. */
const CODE_MINUTES = 15;

/** Stations of the caller's facility. */
export async function listStations(deps: Pick<Parts, 'work'>, caller: Caller): Promise<readonly StationListing[]> {
  const by = demand(caller, 'read-stations');
  return deps.work.run(({ stations }) => stations.list(by));
}

/**
 * A one-time code that turns a browser into this station; the last one given counts. The device that is this station now stops at once: a code is
 * asked for when that device is lost or in wrong hands. Refusals: `not-found`.
 */
export async function issueEnrollmentCode(
  deps: Parts,
  caller: Caller,
  id: StationId,
): Promise<{ readonly code: string; readonly expiresAt: Temporal.Instant }> {
  const by = demand(caller, 'issue-enrollment-code');
  const { code, hash } = deps.tokens.nextCode();
  const expiresAt = deps.clock.now().add({ minutes: CODE_MINUTES });
  await deps.work.run(async ({ stations, audit }) => {
    if (!(await stations.saveEnrollmentCode(by, id, hash, expiresAt))) throw new Refusal('not-found');
    await audit.append(by, 'staff-web', { agencyId: by.agencyId, act: 'station-code-issued', subjectId: id });
  });
  return { code, expiresAt };
}

/** Switches a station on or off, or records that its camera's view was looked at and approved (W6). Refusals: `not-found`. */
export async function changeStation(
  deps: Pick<Parts, 'clock' | 'work'>,
  caller: Caller,
  id: StationId,
  change: { readonly enabled?: boolean; readonly viewApproved?: boolean },
): Promise<StationListing> {
  const by = demand(caller, 'change-station');
  return deps.work.run(async ({ stations, audit }) => {
    const changed = (await stations.change(by, id, change, deps.clock.now())) ? await stations.findFor(by, id) : null;
    if (!changed) throw new Refusal('not-found');
    await audit.append(by, 'staff-web', { agencyId: by.agencyId, act: 'station-changed', subjectId: id, detail: { ...change } });
    return changed;
  });
}
