import { contains, type Interval } from '../../../core/shared/interval.ts';
import type { Temporal } from '../../../core/shared/time.ts';
import type { FacilityFacts } from './assemble-facts.ts';
import { REACH_UNKNOWN, type Reach, widestReach } from './reach.ts';

/** Facilities a process remembers; beyond it the one remembered first is forgotten. */
const MOST = 200;

/** What was read of a facility, and for what it holds. */
export interface RememberedFacility {
  readonly facts: FacilityFacts;
  /** `facilities.facts_version` of the same reading. */
  readonly version: number;
  /** The time of which one-off periods and blocked dates were read. */
  readonly range: Interval;
  /** Milliseconds since 1970 between which the policy is the one in force. */
  readonly policyTimes: { readonly since: number | null; readonly until: number | null };
}

/** For what somebody needs it. */
export interface FacilityNeed {
  readonly facilityId: string;
  /** Read in the transaction that decides, so that nothing older ever does. */
  readonly version: number;
  readonly window: Interval;
  readonly now: Temporal.Instant;
}

/** What rarely changes, read once a process and change. */
export class FacilityMemory {
  readonly #known = new Map<string, RememberedFacility>();
  #reach = REACH_UNKNOWN;

  /** Null when nothing is known, or something has changed since, or another time was read. */
  find({ facilityId, version, window, now }: FacilityNeed): FacilityFacts | null {
    const known = this.#known.get(facilityId);
    if (!known || known.version !== version || !contains(known.range, window)) return null;
    const { since, until } = known.policyTimes;
    const at = now.epochMilliseconds;
    return since !== null && since <= at && (until === null || at < until) ? known.facts : null;
  }

  /** How far others matter to a visit in any facility remembered: what is read before it is known whose it is. */
  get reach(): Reach {
    return this.#reach;
  }

  keep(read: RememberedFacility): void {
    const { id } = read.facts.facility;
    this.#known.delete(id);
    this.#known.set(id, read);
    this.#reach = widestReach([...this.#known.values()].map(({ facts }) => facts.reach));
    const [first] = this.#known.keys();
    if (this.#known.size > MOST && first !== undefined) this.#known.delete(first);
  }
}
