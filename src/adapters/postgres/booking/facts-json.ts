import type { Facility } from '../../../core/facility/facility.ts';
import type { Policy } from '../../../core/facility/policy.ts';
import type { Station } from '../../../core/facility/station.ts';
import type { BlockedDate, OneOffPeriod, TimetableEntry } from '../../../core/facility/timetable.ts';
import type { ConnectionStatus } from '../../../core/people/connection.ts';
import type { LeadVisitor, Resident } from '../../../core/people/people.ts';
import type { Restriction } from '../../../core/people/restriction.ts';
import type { ActiveClaim, CountedVisit } from '../../../core/scheduling/admission-facts.ts';
import type { VisitId } from '../../../core/shared/ids.ts';
import type { FacilityLook, VisitSheet } from '../../../ports/visit-sheets.ts';
import type { BlockJson } from './expand-blocks.ts';

/** An interval as milliseconds since 1970. */
export interface DatedJson {
  readonly start: number;
  readonly end: number;
}
/** The same where the end may be open. */
export interface OpenDatedJson {
  readonly start: number;
  readonly end: number | null;
}

/** What is read of a facility itself; facts-parts.ts builds exactly these shapes. A part that could not be read is absent. */
export interface FacilityJson {
  readonly facility?: (Omit<Facility, 'averageDailyPopulation'> & { readonly averageDailyPopulation: number }) | null;
  readonly policy?: Policy | null;
  readonly timetable?: readonly TimetableEntryJson[] | null;
  readonly oneOffPeriods?: readonly (Omit<OneOffPeriod, 'during'> & DatedJson)[] | null;
  readonly blockedDates?: readonly (Pick<BlockedDate, 'timetableEntryId'> & { readonly on: string })[] | null;
  readonly stations?: readonly (Omit<Station, 'blocks'> & { readonly name: string; readonly blocks: readonly BlockJson[] })[] | null;
  readonly look?: Pick<FacilityLook, 'slug' | 'state' | 'residentWord'> | null;
  readonly rates?: readonly { readonly from: string; readonly cents: number }[] | null;
  /** Milliseconds since 1970 between which the policy is the one in force; no end is known where none is planned. */
  readonly policyTimes?: { readonly since: number | null; readonly until: number | null } | null;
  readonly version?: number | null;
}

/** What is read of one pair of resident and visitor, in the same way. */
export interface PairJson {
  /** Null when there is no such resident. */
  readonly of?: { readonly facilityId: string; readonly version: number } | null;
  readonly resident?:
    | (Omit<Resident, 'absences'> & Omit<VisitSheet['resident'], 'id'> & { readonly absences: readonly OpenDatedJson[] })
    | null;
  readonly visitor?: (Pick<LeadVisitor, 'id'> & Omit<VisitSheet['visitor'], 'relationship'> & { readonly birthOn: string | null }) | null;
  readonly connection?: ({ readonly status: ConnectionStatus | null } & Pick<VisitSheet['visitor'], 'relationship'>) | null;
  readonly restrictions?: readonly RestrictionJson[] | null;
  readonly claims?: readonly ClaimJson[] | null;
  readonly lapsed?: readonly VisitId[] | null;
  readonly visits?: {
    readonly openHolds: number;
    readonly counted: readonly CountedJson[];
    readonly elsewhere: readonly ClaimJson[];
  } | null;
}

/** Resource, start and end in milliseconds since 1970, visit. */
export type ClaimJson = readonly [ActiveClaim['resource'], number, number, ActiveClaim['visitId']];

/** Visit, resident, visitor, visit type, start and end in milliseconds since 1970. */
export type CountedJson = readonly [
  CountedVisit['visitId'],
  CountedVisit['residentId'],
  CountedVisit['visitorId'],
  CountedVisit['visitType'],
  number,
  number,
];

/** A court writes exceptions as ISO instants. */
export type RestrictionJson = Pick<Restriction, 'id' | 'kind'> &
  OpenDatedJson & {
    readonly namesResident: boolean;
    readonly namesVisitor: boolean;
    readonly exceptions: readonly { readonly start: string; readonly end: string }[];
  };

export type TimetableEntryJson = Omit<TimetableEntry, 'startTime' | 'endTime' | 'validFromOn' | 'validToOn'> & {
  readonly startTime: string;
  readonly endTime: string;
  readonly validFromOn: string;
  readonly validToOn: string | null;
};
