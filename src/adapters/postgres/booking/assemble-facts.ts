import type { TimetableEntry } from '../../../core/facility/timetable.ts';
import type { Restriction } from '../../../core/people/restriction.ts';
import type { AdmissionFacts, Fact } from '../../../core/scheduling/admission-facts.ts';
import type { Interval } from '../../../core/shared/interval.ts';
import { Temporal } from '../../../core/shared/time.ts';
import { expandBlocks } from './expand-blocks.ts';
import type { DatedJson, FacilityJson, OpenDatedJson, PairJson, RestrictionJson, TimetableEntryJson } from './facts-json.ts';

/** What the rules read of a facility itself, for some stretch of time; the weekly blocks of its stations are dated when they are asked for. */
export interface FacilityFacts extends Pick<AdmissionFacts, 'facility' | 'policy' | 'timetable' | 'oneOffPeriods' | 'blockedDates'> {
  readonly stations: FacilityJson['stations'];
}

/** Null when there is no such facility. Without policy and timetable nothing can be judged, and reading throws. */
export function assembleFacility(json: FacilityJson): FacilityFacts | null {
  if (json.facility === null) return null;
  const facility = needed(json.facility, 'facility');
  return {
    facility: { ...facility, averageDailyPopulation: Number(facility.averageDailyPopulation) },
    policy: needed(json.policy, 'policy'),
    timetable: needed(json.timetable, 'timetable').map(readEntry),
    oneOffPeriods: needed(json.oneOffPeriods, 'one-off periods').map((period) => ({ ...period, during: dated(period) })),
    blockedDates: needed(json.blockedDates, 'blocked dates').map((one) => ({ ...one, on: Temporal.PlainDate.from(one.on) })),
    stations: json.stations,
  };
}

/** Turns JSON into facts. A part that is absent or does not parse is unknown where the rules can ask a person instead; without claims reading throws. */
export function assembleFacts({ stations, ...standing }: FacilityFacts, json: PairJson, window: Interval): AdmissionFacts {
  return {
    ...standing,
    window,
    resident: fact(json.resident, (resident) => ({ ...resident, absences: resident.absences.map(openDated) })),
    visitor: fact(json.visitor, ({ id, birthOn }) => ({ id, birthOn: birthOn === null ? null : Temporal.PlainDate.from(birthOn) })),
    connection: fact(json.connection, ({ status }) => status),
    restrictions: fact(json.restrictions, (list) => list.map(readRestriction)),
    stations: fact(stations, (list) =>
      list.map((station) => ({ ...station, blocks: expandBlocks(station.blocks, standing.facility.timeZone, window) })),
    ),
    claims: needed(json.claims, 'claims').map(([resource, start, end, visitId]) => ({ resource, visitId, during: dated({ start, end }) })),
    countedVisits: fact(json.countedVisits, (list) => list.map((visit) => ({ ...visit, during: dated(visit) }))),
  };
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
  return { start: Temporal.Instant.fromEpochMilliseconds(start), end: Temporal.Instant.fromEpochMilliseconds(end) };
}

function openDated({ start, end }: OpenDatedJson): { readonly start: Temporal.Instant; readonly end: Temporal.Instant | null } {
  return { start: Temporal.Instant.fromEpochMilliseconds(start), end: end === null ? null : Temporal.Instant.fromEpochMilliseconds(end) };
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
