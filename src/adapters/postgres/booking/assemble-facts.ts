import type { Facility } from '../../../core/facility/facility.ts';
import type { TimetableEntry } from '../../../core/facility/timetable.ts';
import type { Resident } from '../../../core/people/people.ts';
import type { Restriction } from '../../../core/people/restriction.ts';
import type { ActiveClaim, AdmissionFacts, CountedVisit, Fact } from '../../../core/scheduling/admission-facts.ts';
import type { Interval } from '../../../core/shared/interval.ts';
import { type Cents, cents } from '../../../core/shared/money.ts';
import { Temporal, timeAt } from '../../../core/shared/time.ts';
import type { FacilityLook } from '../../../ports/visit-sheets.ts';
import { readDate } from '../range.ts';
import { expandBlocks } from './expand-blocks.ts';
import type {
  ClaimJson,
  CountedJson,
  DatedJson,
  FacilityJson,
  OpenDatedJson,
  PairJson,
  RestrictionJson,
  TimetableEntryJson,
} from './facts-json.ts';
import { type Reach, reachOf } from './reach.ts';

/** What the rules read of a facility itself, for some stretch of time; the weekly blocks of its stations are dated when they are asked for. */
export interface FacilityFacts extends Pick<AdmissionFacts, 'facility' | 'policy' | 'timetable' | 'oneOffPeriods' | 'blockedDates'> {
  readonly stations: FacilityJson['stations'];
  readonly look: FacilityLook;
  readonly stationNames: ReadonlyMap<string, string>;
  /** Cents a minute from each date on, the newest first. */
  readonly rates: readonly { readonly from: Temporal.PlainDate; readonly cents: Cents }[];
  /** How far beyond a visit of this facility others matter to it. */
  readonly reach: Reach;
}

type Look = NonNullable<FacilityJson['look']>;

/** Null when there is no such facility. Without policy and timetable nothing can be judged, and reading throws. */
export function assembleFacility(json: FacilityJson): FacilityFacts | null {
  if (json.facility === null) return null;
  const read = needed(json.facility, 'facility');
  const facility = { ...read, averageDailyPopulation: Number(read.averageDailyPopulation) };
  const policy = needed(json.policy, 'policy');
  return {
    facility,
    policy,
    look: lookOf(facility, needed(json.look, 'look of the facility')),
    stationNames: new Map(json.stations?.map(({ id, name }) => [id, name])),
    rates: needed(json.rates, 'rates').map((rate) => ({ from: Temporal.PlainDate.from(rate.from), cents: cents(rate.cents) })),
    reach: reachOf(policy, json.stations ?? []),
    timetable: needed(json.timetable, 'timetable').map(readEntry),
    oneOffPeriods: needed(json.oneOffPeriods, 'one-off periods').map((period) => ({ ...period, during: dated(period) })),
    blockedDates: needed(json.blockedDates, 'blocked dates').map((one) => ({ ...one, on: Temporal.PlainDate.from(one.on) })),
    stations: json.stations,
  };
}

function lookOf({ id, name, kind, timeZone, averageDailyPopulation, additiveRecorded }: Facility, more: Look): FacilityLook {
  return { id, name, kind, timeZone, averageDailyPopulation, additiveRecorded, ...more };
}

/** Turns JSON into facts. A part that is absent or does not parse is unknown where the rules can ask a person instead. */
export function assembleFacts(of: FacilityFacts, json: PairJson, window: Interval): AdmissionFacts {
  const { facility, policy, timetable, oneOffPeriods, blockedDates } = of;
  return {
    facility,
    policy,
    timetable,
    oneOffPeriods,
    blockedDates,
    window,
    resident: fact(json.resident, readResident),
    visitor: fact(json.visitor, ({ id, birthOn }) => ({ id, birthOn: birthOn === null ? null : readDate(birthOn) })),
    connection: fact(json.connection, ({ status }) => status),
    restrictions: fact(json.restrictions, (list) => list.map(readRestriction)),
    stations: fact(of.stations, (list) =>
      list.map(({ id, enabled, viewApproved, isPrivate, turnRoundMinutes, housingUnitIds, blocks }) => ({
        ...{ id, enabled, viewApproved, isPrivate, turnRoundMinutes, housingUnitIds },
        blocks: expandBlocks(blocks, facility.timeZone, window),
      })),
    ),
    countedVisits: fact(json.visits, ({ counted }) => counted.map(readCounted)),
  };
}

/** Claims of the facility and, elsewhere, of the two people, without those of visits that lapsed. Without them reading throws. */
export function assembleClaims({ claims, lapsed, visits }: PairJson): ActiveClaim[] {
  const over = new Set(needed(lapsed, 'lapsed visits'));
  return readClaims([...needed(claims, 'claims'), ...(visits?.elsewhere ?? [])].filter(([, , , visitId]) => !over.has(visitId)));
}

export function readClaims(claims: readonly ClaimJson[]): ActiveClaim[] {
  return claims.map(([resource, start, end, visitId]) => ({ resource, visitId, during: dated({ start, end }) }));
}

function readCounted([visitId, residentId, visitorId, visitType, start, end]: CountedJson): CountedVisit {
  return { visitId, residentId, visitorId, visitType, during: dated({ start, end }) };
}

/** Names are not the rules' business. */
function readResident(json: NonNullable<PairJson['resident']>): Resident {
  const { id, agencyId, facilityId, custodyStatus, housingUnitId, custodyLevel, privilegeLevel, hasAlert, absences } = json;
  const known = { id, agencyId, facilityId, custodyStatus, housingUnitId, custodyLevel, privilegeLevel, hasAlert };
  return { ...known, absences: absences.map(openDated) };
}

function readEntry(entry: TimetableEntryJson): TimetableEntry {
  return {
    ...entry,
    startTime: Temporal.PlainTime.from(entry.startTime),
    endTime: Temporal.PlainTime.from(entry.endTime),
    validFromOn: Temporal.PlainDate.from(entry.validFromOn),
    validToOn: entry.validToOn === null ? null : Temporal.PlainDate.from(entry.validToOn),
  };
}

function readRestriction(json: RestrictionJson): Restriction {
  const exceptions = json.exceptions.map(({ start, end }) => ({ start: Temporal.Instant.from(start), end: Temporal.Instant.from(end) }));
  const of = json.namesVisitor ? (json.namesResident ? 'pair' : 'visitor') : 'resident';
  return { id: json.id, kind: json.kind, of, ...openDated(json), exceptions };
}

function dated({ start, end }: DatedJson): Interval {
  return { start: timeAt(start), end: timeAt(end) };
}

function openDated({ start, end }: OpenDatedJson): { readonly start: Temporal.Instant; readonly end: Temporal.Instant | null } {
  return { start: timeAt(start), end: end === null ? null : timeAt(end) };
}

function needed<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Error(`the ${what} could not be read`);
  return value;
}

function fact<Json, Value>(json: Json | null | undefined, read: (json: Json) => Value): Fact<Value> {
  if (json === undefined || json === null) return { known: false };
  try {
    return { known: true, value: read(json) };
  } catch {
    return { known: false };
  }
}
