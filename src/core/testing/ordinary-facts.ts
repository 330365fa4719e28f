import type { Policy, VisitTypePolicy } from '../facility/policy.ts';
import type { Station } from '../facility/station.ts';
import type { TimetableEntry } from '../facility/timetable.ts';
import type { Resident } from '../people/people.ts';
import type { Fact, SlotFacts, Wish } from '../scheduling/admission-facts.ts';
import type { ResidentId, StationId, VisitorId } from '../shared/ids.ts';
import { Temporal } from '../shared/time.ts';

/** An ordinary wish that every rule allows, for tests to change in one place: Saturday 2026-12-05 10:00 in Chicago, asked on 2026-12-01. */
export const askedAt = Temporal.Instant.from('2026-12-01T18:00Z');
export const residentId: ResidentId = 'res_0000000000000001';
export const visitorId: VisitorId = 'vis_0000000000000001';

export function known<Value>(value: Value): Fact<Value> {
  return { known: true, value };
}

/** An instant from a wall-clock time in Chicago, e.g. `chicago('2026-12-05T10:00')`. */
export function chicago(local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime('America/Chicago').toInstant();
}

/** Minutes from a wall-clock time in Chicago, as an interval. */
export function minutesFrom(local: string, minutes: number): Wish['during'] {
  const start = chicago(local);
  return { start, end: start.add({ minutes }) };
}

const socialRow: VisitTypePolicy = {
  offered: true,
  closedReason: null,
  minimumNoticeMinutes: { visitor: 1440, staff: 0 },
  maximumNoticeDays: { visitor: 28, staff: 60 },
  lengthsMinutes: [20, 40],
  confirmsAutomatically: true,
};

export const ordinaryPolicy: Policy = {
  version: 3,
  visitTypes: { social: socialRow, legal: { ...socialRow, offered: false, closedReason: 'needs-unrecorded-calls' } },
  allowances: [{ whose: 'resident', per: 'week', unit: 'visits', most: 2, exemptVisitTypes: ['legal'] }],
  weekStartsOn: 7,
  adultAge: 18,
  mostPeople: 3,
  mostAdults: 2,
  mostChildren: 2,
  holdMinutes: 10,
  movementMinutes: 10,
  waitingRoomMinutes: 15,
  noShowMinutes: 10,
  warningsSeconds: [300, 60],
  interruptionGraceSeconds: 3,
  revisionAnswerHours: 24,
  requestExpiresMinutesBefore: 120,
  authorizeDaysBefore: 5,
  mendPaymentMinutes: 720,
  consentVersion: '2026-11',
  recordingRetentionDays: 90,
};

export const ordinaryResident: Resident = {
  id: residentId,
  agencyId: 'agy_0000000000000001',
  facilityId: 'fac_0000000000000001',
  custodyStatus: 'in-custody',
  housingUnitId: 'unt_000000000000000a',
  custodyLevel: 'medium',
  privilegeLevel: 'standard',
  hasAlert: false,
  absences: [],
};

export function station(id: StationId, changes: Partial<Station> = {}): Station {
  const housingUnitIds = ['unt_000000000000000a', 'unt_000000000000000b'] as const;
  return { id, enabled: true, viewApproved: true, isPrivate: false, turnRoundMinutes: 5, housingUnitIds, blocks: [], ...changes };
}

export const saturdayMorning: TimetableEntry = {
  id: 'tte_0000000000000001',
  weekday: 6,
  startTime: Temporal.PlainTime.from('09:00'),
  endTime: Temporal.PlainTime.from('12:00'),
  everyWeeks: 1,
  validFromOn: Temporal.PlainDate.from('2026-01-01'),
  validToOn: null,
  audience: {},
  visitTypes: ['social'],
  capacity: 2,
};

export function ordinaryFacts(changes: Partial<SlotFacts> = {}): SlotFacts {
  return {
    facility: {
      id: 'fac_0000000000000001',
      agencyId: 'agy_0000000000000001',
      name: 'Cedar County Jail',
      kind: 'jail',
      timeZone: 'America/Chicago',
      averageDailyPopulation: 412,
      additiveRecorded: false,
    },
    policy: ordinaryPolicy,
    window: { start: askedAt, end: askedAt.add({ hours: 24 * 30 }) },
    resident: known(ordinaryResident),
    visitor: known({ id: visitorId, birthOn: Temporal.PlainDate.from('1990-05-05') }),
    connection: known('approved'),
    restrictions: known([]),
    timetable: [saturdayMorning],
    oneOffPeriods: [],
    blockedDates: [],
    stations: known([
      station('sta_0000000000000001'),
      station('sta_0000000000000002'),
      station('sta_0000000000000009', { isPrivate: true }),
    ]),
    claims: [],
    countedVisits: known([]),
    ...changes,
  };
}

export function ordinaryWish(changes: Partial<Wish> = {}): Wish {
  return {
    actor: 'visitor',
    visitType: 'social',
    during: minutesFrom('2026-12-05T10:00', 20),
    guests: [],
    replaces: null,
    askedAt: null,
    ...changes,
  };
}
