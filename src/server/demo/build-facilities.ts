import { defaultPolicy } from '../../core/facility/default-policy.ts';
import type { AgencyId, FacilityId, HousingUnitId, ResidentId, StationId } from '../../core/shared/ids.ts';
import { buildAgency } from './builders/build-agency.ts';
import { buildFacility } from './builders/build-facility.ts';
import { buildHousingUnit } from './builders/build-housing-unit.ts';
import { buildConsentTexts, buildPolicy } from './builders/build-policy.ts';
import { buildRate } from './builders/build-rate.ts';
import { buildResident } from './builders/build-resident.ts';
import { buildStation } from './builders/build-station.ts';
import { buildBlockedDate, buildTimetableEntry } from './builders/build-timetable.ts';
import type { DemoParts } from './demo-parts.ts';
import { demoPin, familyNames, givenNames, namedResidents } from './demo-people.ts';
import { joinableMinutes } from './joinable-visit.ts';
import { pick, seededRandom } from './seeded-random.ts';

export interface DemoFacility {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly unitIds: readonly HousingUnitId[];
  readonly stationIds: readonly StationId[];
  readonly residentIds: readonly ResidentId[];
}
export interface DemoFacilities {
  readonly cedar: DemoFacility;
  readonly northfield: DemoFacility;
  readonly marcus: ResidentId;
  readonly luis: ResidentId;
  readonly tyrell: ResidentId;
  /** At Cedar: just booked in, housing not known yet. */
  readonly newcomer: ResidentId;
  /** At Cedar: with an alert. */
  readonly watched: ResidentId;
}

/** Weekdays as ISO 8601 counts them. */
const everyDay = [1, 2, 3, 4, 5, 6, 7] as const;
const seed = 20_261_121;

/**
 * Cedar County Jail (17 cents a minute, or free of charge where no cards are taken) and Northfield State Prison (free of charge), with units,
 * stations, hours and residents.
 */
export async function buildFacilities(parts: DemoParts): Promise<DemoFacilities> {
  const pinHash = await parts.hasher.hash(demoPin);
  await buildConsentTexts(parts.db);
  const random = seededRandom(seed);
  const cedar = await buildCedar(parts, random, pinHash);
  const northfield = await buildNorthfield(parts, random, pinHash);
  const { marcus, luis, watched, newcomer } = cedar;
  return { cedar: cedar.facility, northfield: northfield.facility, marcus, luis, watched, newcomer, tyrell: northfield.tyrell };
}

async function buildCedar({ db, clock, payments }: DemoParts, random: () => number, pinHash: string) {
  const agencyId = await buildAgency(db, { name: 'Cedar County' });
  const facilityId = await buildFacility(db, { agencyId, name: 'Cedar County Jail', slug: 'cedar-county-jail', state: 'IL' });
  const place = { agencyId, facilityId };
  const [a, b, c] = [
    await buildHousingUnit(db, { ...place, name: 'Unit A' }),
    await buildHousingUnit(db, { ...place, name: 'Unit B' }),
    await buildHousingUnit(db, { ...place, name: 'Unit C' }),
  ];
  const count = [{ weekdays: everyDay, startTime: '11:00', endTime: '11:30', reason: 'Count' }];
  const stationIds = [
    await buildStation(db, { ...place, unitIds: [a], name: 'Station A-1' }),
    await buildStation(db, { ...place, unitIds: [a], name: 'Station A-2' }),
    await buildStation(db, { ...place, unitIds: [b], name: 'Station B-1', blocks: count }),
    await buildStation(db, { ...place, unitIds: [b], name: 'Station B-2', blocks: count }),
    await buildStation(db, { ...place, unitIds: [c], name: 'Station C-1' }),
  ];
  const { social, legal } = defaultPolicy.visitTypes;
  await buildPolicy(db, {
    ...place,
    change: {
      // As long as the visit that can be joined now: whoever is new to it has to find its station first.
      noShowMinutes: joinableMinutes,
      allowances: [{ whose: 'resident', per: 'week', unit: 'visits', most: 5, exemptVisitTypes: ['legal', 'clergy'] }],
      visitTypes: {
        ...(social && {
          social: {
            ...social,
            confirmsAutomatically: true,
            minimumNoticeMinutes: { visitor: 120, staff: 0 },
            maximumNoticeDays: { visitor: 14, staff: 60 },
          },
        }),
        ...(legal && { legal }),
      },
    },
  });
  await buildRate(db, { ...place, centsPerMinute: payments.takesCards ? 17 : 0, effectiveOn: '2026-04-06', capCentsPerMinute: 17 });
  const training = clock.now().toZonedDateTimeISO('America/Chicago').toPlainDate().add({ days: 6 });
  for (const weekday of everyDay) {
    const timetableEntryId = await buildTimetableEntry(db, { ...place, weekday, startTime: '08:30', endTime: '20:30', capacity: 5 });
    // The timetable's hours of that day and not the whole day: the visit that can be joined now stands beside the timetable, on that day too.
    if (weekday === training.dayOfWeek)
      await buildBlockedDate(db, { ...place, on: training.toString(), timetableEntryId, reason: 'Staff training day' });
  }

  const marcus = await buildResident(db, {
    ...place,
    unitId: a,
    ...namedResidents.marcus,
    birthOn: '1994-03-08',
    alert: 'Court dates this month: check with transport before you confirm.',
    pinHash,
  });
  const luis = await buildResident(db, { ...place, unitId: c, ...namedResidents.luis, birthOn: '1988-10-02', language: 'es', pinHash });
  const watched = await buildResident(db, {
    ...place,
    unitId: b,
    ...namedResidents.derrick,
    birthOn: '1979-12-20',
    alert: 'Classification is being reviewed: ask the unit sergeant.',
    pinHash,
  });
  const others = await buildOthers(db, { ...place, units: [a, b, c, null], howMany: 37, firstNumber: 204_200, random, pinHash });
  const newcomer = others.at(-1) ?? watched;
  const residentIds = [marcus, luis, ...others, watched];
  return { facility: { ...place, unitIds: [a, b, c], stationIds, residentIds }, marcus, luis, watched, newcomer };
}

async function buildNorthfield({ db }: DemoParts, random: () => number, pinHash: string) {
  const agencyId = await buildAgency(db, { name: 'State Department of Corrections' });
  const facilityId = await buildFacility(db, {
    agencyId,
    name: 'Northfield State Prison',
    slug: 'northfield-state-prison',
    state: 'NY',
    kind: 'prison',
    timeZone: 'America/New_York',
    averageDailyPopulation: 1180,
  });
  const place = { agencyId, facilityId };
  const unit = await buildHousingUnit(db, { ...place, name: 'North Block' });
  const stationIds = [
    await buildStation(db, { ...place, unitIds: [unit], name: 'Booth 1' }),
    await buildStation(db, { ...place, unitIds: [unit], name: 'Booth 2' }),
  ];
  await buildPolicy(db, place);
  await buildRate(db, { ...place, centsPerMinute: 0, effectiveOn: '2026-04-06', capCentsPerMinute: 23 });
  for (const weekday of everyDay) await buildTimetableEntry(db, { ...place, weekday, startTime: '09:00', endTime: '17:00', capacity: 2 });
  const tyrell = await buildResident(db, { ...place, unitId: unit, ...namedResidents.tyrell, birthOn: '1999-06-17', pinHash });
  const others = await buildOthers(db, { ...place, units: [unit], howMany: 5, firstNumber: 70_100, random, pinHash });
  return { facility: { ...place, unitIds: [unit], stationIds, residentIds: [tyrell, ...others] }, tyrell };
}

interface OthersPlan {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly units: readonly (HousingUnitId | null)[];
  readonly howMany: number;
  readonly firstNumber: number;
  readonly random: () => number;
  readonly pinHash: string;
}

/** Residents without a part of their own. Where `units` has null, the last one is newly booked in: their housing is not known yet. */
async function buildOthers(db: DemoParts['db'], plan: OthersPlan): Promise<ResidentId[]> {
  const housed = plan.units.filter((unit) => unit !== null);
  const ids: ResidentId[] = [];
  for (let index = 0; index < plan.howMany; index++) {
    const isNew = plan.units.includes(null) && index === plan.howMany - 1;
    ids.push(
      await buildResident(db, {
        agencyId: plan.agencyId,
        facilityId: plan.facilityId,
        unitId: isNew ? null : pick(plan.random, housed),
        name: `${pick(plan.random, givenNames)} ${pick(plan.random, familyNames)}`,
        bookingNumber: String(plan.firstNumber + index),
        birthOn: `${1962 + Math.floor(plan.random() * 42)}-0${1 + Math.floor(plan.random() * 9)}-15`,
        custodyLevel: pick(plan.random, ['minimum', 'medium', 'maximum']),
        pinHash: plan.pinHash,
      }),
    );
  }
  return ids;
}
