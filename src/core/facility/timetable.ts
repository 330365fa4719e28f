import type { HousingUnitId, OneOffPeriodId, TimetableEntryId } from '../shared/ids.ts';
import type { Interval } from '../shared/interval.ts';
import type { Temporal } from '../shared/time.ts';
import type { VisitType } from './visit-type.ts';

/** Who may take a place: F1 groups, each include (only these) or exclude (all but these); an absent group lets everybody in. */
export interface Audience {
  readonly housingUnits?: Group<HousingUnitId>;
  readonly custodyLevels?: Group<string>;
  readonly privilegeLevels?: Group<string>;
}
export interface Group<Value> {
  readonly mode: 'include' | 'exclude';
  readonly values: readonly Value[];
}

/** A recurring row of a facility's timetable (W1), in wall-clock times of the facility. */
export interface TimetableEntry {
  readonly id: TimetableEntryId;
  /** 1 = Monday … 7 = Sunday (ISO 8601). */
  readonly weekday: number;
  readonly startTime: Temporal.PlainTime;
  /** After `startTime`, except that an end at or before the start means the next day. */
  readonly endTime: Temporal.PlainTime;
  /** 1 = every week; n = every nth, counted from the week of `validFromOn`. */
  readonly everyWeeks: number;
  readonly validFromOn: Temporal.PlainDate;
  /** Last day on which it holds; null = open. */
  readonly validToOn: Temporal.PlainDate | null;
  readonly audience: Audience;
  readonly visitTypes: readonly VisitType[];
  /** How many visits may run at once: the seats of the visiting period. */
  readonly capacity: number;
}

/** A visiting period outside the timetable (W3). */
export interface OneOffPeriod {
  readonly id: OneOffPeriodId;
  readonly during: Interval;
  readonly audience: Audience;
  readonly visitTypes: readonly VisitType[];
  readonly capacity: number;
  /** Lengths offered in it instead of the policy's, or null. */
  readonly lengthsMinutes: readonly number[] | null;
}

/** A day closed ahead of time, wholly (`timetableEntryId` null) or for one entry. */
export interface BlockedDate {
  readonly on: Temporal.PlainDate;
  readonly timetableEntryId: TimetableEntryId | null;
}

/** One dated occurrence of a timetable entry or a one-off: what slots are cut from. */
export interface VisitingPeriod {
  /** Stable across readings: `tte_…@2026-12-05` or `oop_…`; the seats' claims are named after it. */
  readonly key: string;
  readonly during: Interval;
  readonly audience: Audience;
  readonly visitTypes: readonly VisitType[];
  readonly capacity: number;
  readonly lengthsMinutes: readonly number[] | null;
}
