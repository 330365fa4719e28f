import type { Facility } from '../facility/facility.ts';
import type { BookingActor, Policy } from '../facility/policy.ts';
import type { Station } from '../facility/station.ts';
import type { BlockedDate, OneOffPeriod, TimetableEntry } from '../facility/timetable.ts';
import type { VisitType } from '../facility/visit-type.ts';
import type { ConnectionStatus } from '../people/connection.ts';
import type { Guest, LeadVisitor, Resident } from '../people/people.ts';
import type { Restriction } from '../people/restriction.ts';
import type { ResidentId, StationId, VisitId, VisitorId } from '../shared/ids.ts';
import type { Interval } from '../shared/interval.ts';
import type { Temporal } from '../shared/time.ts';

/** A fact, or the honest statement that it could not be had: the rule that needs it then answers `review`, never silence. */
export type Fact<Value> = { readonly known: true; readonly value: Value } | { readonly known: false };

/** An active claim: somebody has this resource for this time. Released and expired ones are never read. */
export interface ActiveClaim {
  readonly resource: ClaimResource;
  readonly during: Interval;
  readonly visitId: VisitId;
}

/** `resident:res_…`, `visitor:vis_…`, `station:sta_…` or `seat:<period key>#<n>` (seats count from 1). */
export type ClaimResource = `resident:${ResidentId}` | `visitor:${VisitorId}` | `station:${StationId}` | `seat:${string}#${number}`;

/** A visit that counts against an allowance: held, requested, revised, confirmed, running or held to its end; never one that was cancelled. */
export interface CountedVisit {
  readonly visitId: VisitId;
  readonly residentId: ResidentId;
  readonly visitorId: VisitorId;
  readonly visitType: VisitType;
  readonly during: Interval;
}

/**
 * Everything the rules look at for one pair of resident and lead visitor, read in one go for a window of time, so that thirty days of
 * offers and one request are the same reading.
 */
export interface AdmissionFacts {
  readonly facility: Facility;
  readonly policy: Policy;
  readonly window: Interval;
  readonly resident: Fact<Resident>;
  readonly visitor: Fact<LeadVisitor>;
  readonly connection: Fact<ConnectionStatus | null>;
  readonly restrictions: Fact<readonly Restriction[]>;
  readonly timetable: readonly TimetableEntry[];
  readonly oneOffPeriods: readonly OneOffPeriod[];
  readonly blockedDates: readonly BlockedDate[];
  readonly stations: Fact<readonly Station[]>;
  /** Visits of this resident or this visitor in every allowance period that the window touches. */
  readonly countedVisits: Fact<readonly CountedVisit[]>;
}

/** What the choice of a slot looks at besides; who has a slot already is judged without. */
export interface SlotFacts extends AdmissionFacts {
  readonly claims: readonly ActiveClaim[];
}

/** What somebody would like to book. */
export interface Wish {
  readonly actor: BookingActor;
  readonly visitType: VisitType;
  readonly during: Interval;
  readonly guests: readonly Guest[];
  /** The visit this wish would change (a revision, an acceptance): its own claims and its own place in the allowance do not stand against it. */
  readonly replaces: VisitId | null;
  /** When the visitor asked; notice (W2) is judged by it on later checks. Null: now. */
  readonly askedAt: Temporal.Instant | null;
}
