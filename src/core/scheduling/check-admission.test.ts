import { expect, test } from 'vitest';
import type { VisitingPeriod } from '../facility/timetable.ts';
import type { ConnectionStatus } from '../people/connection.ts';
import type { Resident } from '../people/people.ts';
import { Temporal } from '../shared/time.ts';
import {
  askedAt,
  chicago,
  known,
  minutesFrom,
  ordinaryFacts,
  ordinaryPolicy,
  ordinaryResident,
  ordinaryWish,
  saturdayMorning,
  station,
} from '../testing/ordinary-facts.ts';
import type { AdmissionFacts, Wish } from './admission-facts.ts';
import { checkAdmission } from './check-admission.ts';

/** Findings as `rule code weight outsiderCode`, the parts that a change of wording must not move. */
function findings(facts: Partial<AdmissionFacts> = {}, wish: Partial<Wish> = {}, now = askedAt): string[] {
  return checkAdmission(ordinaryFacts(facts), ordinaryWish(wish), now).map(
    (one) => `${one.rule} ${one.code} ${one.weight} ${one.outsiderCode}`,
  );
}

function resident(changes: Partial<Resident>): Partial<AdmissionFacts> {
  return { resident: known({ ...ordinaryResident, ...changes }) };
}

function audience(value: VisitingPeriod['audience']): Partial<AdmissionFacts> {
  return { timetable: [{ ...saturdayMorning, audience: value }] };
}

const born = (on: string) => ({ birthOn: Temporal.PlainDate.from(on) });

test('an ordinary wish has no findings', () => {
  expect(findings()).toEqual([]);
});

test('somebody on nobody’s list is told so, and every status but approved is refused (P1)', () => {
  expect(findings({ connection: known(null) })).toEqual(['P1 not-connected refuse not-connected']);
  for (const status of ['requested', 'needs-information', 'denied', 'suspended', 'revoked', 'expired'] satisfies ConnectionStatus[])
    expect(findings({ connection: known(status) })).toEqual(['P1 connection-not-active refuse connection-not-active']);
});

test('the lead visitor must be of age on the day of the visit, not on the day of asking (P1)', () => {
  const visitor = (on: string) => ({ visitor: known({ id: 'vis_0000000000000001' as const, ...born(on) }) });
  expect(findings(visitor('2008-12-05'))).toEqual([]);
  expect(findings(visitor('2008-12-06'))).toEqual(['P1 lead-visitor-under-age refuse lead-visitor-under-age']);
});

test('people, adults and children are each counted against their own most (P4)', () => {
  const adult = born('1980-01-01');
  const child = born('2020-01-01');
  const tooMany = ['P4 too-many-people refuse too-many-people'];
  expect(findings({}, { guests: [adult, child] })).toEqual([]);
  expect(findings({}, { guests: [child, child, adult] })).toEqual(tooMany);
  expect(findings({}, { guests: [adult, adult] })).toEqual(tooMany);
  expect(findings({ policy: { ...ordinaryPolicy, mostPeople: 9 } }, { guests: [child, child, child] })).toEqual(tooMany);
});

test('a no-contact order refuses always and outsiders read only that it is not possible (P5)', () => {
  const order = { id: 'rst_0000000000000001' as const, kind: 'no-contact-order' as const, of: 'pair' as const, start: askedAt, end: null };
  const refused = ['P5 no-contact refuse not-possible'];
  expect(findings({ restrictions: known([{ ...order, exceptions: [] }]) })).toEqual(refused);
  expect(findings({ restrictions: known([{ ...order, exceptions: [minutesFrom('2026-12-05T10:10', 60)] }]) })).toEqual(refused);
  const excepted = known([{ ...order, exceptions: [minutesFrom('2026-12-05T10:00', 60)] }]);
  expect(findings({ restrictions: excepted })).toEqual(['P5 no-contact review not-possible']);
});

test('a ban holds for its own days only and says until when; a resident’s ban is never named (P5)', () => {
  const ban = { id: 'rst_0000000000000001' as const, kind: 'ban' as const, start: askedAt, exceptions: [] };
  const ending = { ...ban, of: 'visitor' as const, end: chicago('2026-12-05T10:00') };
  expect(findings({ restrictions: known([ending]) })).toEqual([]);
  const longer = { ...ending, end: chicago('2026-12-05T10:01') };
  expect(findings({ restrictions: known([longer]) })).toEqual(['P5 visitor-restricted refuse visitor-restricted']);
  expect(checkAdmission(ordinaryFacts({ restrictions: known([longer]) }), ordinaryWish(), askedAt)[0]?.until).toBe('2026-12-05T16:01:00Z');
  expect(findings({ restrictions: known([{ ...ban, of: 'resident', end: null }]) })).toEqual(['P5 visitor-restricted refuse not-possible']);
});

test('child limits look only at wishes that bring a child, and glass between people says nothing about video (P5)', () => {
  const limit = (kind: 'child-review' | 'child-refuse' | 'non-contact') => ({
    restrictions: known([
      { id: 'rst_0000000000000001' as const, kind, of: 'resident' as const, start: askedAt, end: null, exceptions: [] },
    ]),
  });
  const guests = [born('2020-01-01')];
  expect(findings(limit('child-review'))).toEqual([]);
  expect(findings(limit('child-review'), { guests })).toEqual(['P5 child-review review not-possible']);
  expect(findings(limit('child-refuse'), { guests })).toEqual(['P5 visitor-restricted refuse not-possible']);
  expect(findings(limit('non-contact'), { guests })).toEqual([]);
});

test('a sanction refuses without naming itself (P10)', () => {
  const sanction = {
    id: 'rst_0000000000000001' as const,
    kind: 'sanction' as const,
    of: 'resident' as const,
    start: askedAt,
    end: null,
    exceptions: [],
  };
  expect(findings({ restrictions: known([sanction]) })).toEqual(['P5 resident-sanctioned refuse not-possible']);
});

test('an alert asks for review and is never told outside (P6)', () => {
  expect(findings(resident({ hasAlert: true }))).toEqual(['P6 resident-alert review not-possible']);
});

test('released, transferred and held elsewhere refuse; an absence takes only what overlaps it (P7)', () => {
  const gone = ['P7 resident-not-here refuse resident-not-here'];
  expect(findings(resident({ custodyStatus: 'released' }))).toEqual(gone);
  expect(findings(resident({ custodyStatus: 'transferred' }))).toEqual(gone);
  expect(findings(resident({ facilityId: 'fac_0000000000000002' }))).toEqual(gone);
  expect(findings(resident({ absences: [{ start: chicago('2026-12-05T08:00'), end: chicago('2026-12-05T10:00') }] }))).toEqual([]);
  const absent = ['P7 resident-absent refuse not-possible'];
  expect(findings(resident({ absences: [{ start: chicago('2026-12-05T10:19'), end: null }] }))).toEqual(absent);
});

test('a visit type that is closed or has no row is named as not offered (W1)', () => {
  for (const visitType of ['legal', 'clergy'] as const)
    expect(findings({ timetable: [{ ...saturdayMorning, visitTypes: [visitType] }] }, { visitType })).toContain(
      'W1 visit-type-not-offered refuse visit-type-not-offered',
    );
});

test('a wish outside every period of its type is outside visiting hours (W1)', () => {
  const outside = ['W1 outside-visiting-hours refuse outside-visiting-hours'];
  expect(findings({}, { during: minutesFrom('2026-12-05T11:50', 20) })).toEqual(outside);
  expect(findings({ timetable: [{ ...saturdayMorning, visitTypes: ['clergy'] }] })).toEqual(outside);
});

test('only the offered lengths or the whole period may be asked for (W7)', () => {
  expect(findings({}, { during: minutesFrom('2026-12-05T10:00', 30) })).toEqual(['W7 length-not-offered refuse length-not-offered']);
  expect(findings({}, { during: minutesFrom('2026-12-05T09:00', 180) })).toEqual([]);
});

test('notice is judged by the moment of asking, but a start that has passed is too late for everybody (W2)', () => {
  const tooShort = ['W2 notice-too-short refuse notice-too-short'];
  const dayBefore = chicago('2026-12-04T10:00');
  expect(findings({}, {}, dayBefore)).toEqual([]);
  expect(findings({}, {}, dayBefore.add({ seconds: 1 }))).toEqual(tooShort);
  expect(findings({}, { askedAt: dayBefore }, dayBefore.add({ hours: 20 }))).toEqual([]);
  expect(findings({}, { actor: 'staff' }, chicago('2026-12-05T10:00'))).toEqual([]);
  expect(findings({}, { actor: 'staff', askedAt: dayBefore }, chicago('2026-12-05T10:01'))).toEqual(tooShort);
});

test('the furthest day counts facility-local dates, whatever the hour (W2)', () => {
  const wish = { during: minutesFrom('2026-12-26T09:00', 20) };
  expect(findings({}, wish, chicago('2026-11-28T23:59'))).toEqual([]);
  expect(findings({}, wish, chicago('2026-11-27T23:59'))).toEqual(['W2 notice-too-long refuse notice-too-long']);
});

test('a blocked date is the reason given, in place of "outside visiting hours" (W3)', () => {
  const blockedDates = [{ on: Temporal.PlainDate.from('2026-12-05'), timetableEntryId: null }];
  expect(findings({ blockedDates })).toEqual(['W3 date-blocked refuse date-blocked']);
  const evening = { during: minutesFrom('2026-12-05T20:00', 20) };
  expect(findings({ blockedDates }, evening)).toEqual(['W1 outside-visiting-hours refuse outside-visiting-hours']);
});

test('a station that is off, unapproved, blocked or of another unit serves nobody (W6)', () => {
  const none = ['W6 no-station refuse no-station'];
  const only = (changes: Parameters<typeof station>[1]) => ({ stations: known([station('sta_0000000000000001', changes)]) });
  expect(findings(only({}))).toEqual([]);
  expect(findings(only({ enabled: false }))).toEqual(none);
  expect(findings(only({ viewApproved: false }))).toEqual(none);
  expect(findings(only({ housingUnitIds: ['unt_000000000000000b'] }))).toEqual(none);
  expect(findings(only({ blocks: [minutesFrom('2026-12-05T10:19', 30)] }))).toEqual(none);
  expect(findings(only({ blocks: [minutesFrom('2026-12-05T10:20', 30)] }))).toEqual([]);
});

test('audience groups include or exclude, and outsiders read it as no visiting time of theirs (F1)', () => {
  const no = ['F1 unit-not-served refuse outside-visiting-hours'];
  expect(findings(audience({ housingUnits: { mode: 'include', values: ['unt_000000000000000a'] } }))).toEqual([]);
  expect(findings(audience({ housingUnits: { mode: 'exclude', values: ['unt_000000000000000a'] } }))).toEqual(no);
  expect(findings(audience({ custodyLevels: { mode: 'include', values: ['minimum'] } }))).toEqual(no);
  expect(findings(audience({ privilegeLevels: { mode: 'exclude', values: ['standard'] } }))).toEqual(no);
});

test('somebody just booked in, without a unit, is looked at by a person (F1)', () => {
  expect(findings(resident({ housingUnitId: null }))).toEqual(['F1 housing-unknown review not-possible']);
  const unknownLevel = { ...audience({ custodyLevels: { mode: 'include', values: ['minimum'] } }), ...resident({ custodyLevel: null }) };
  expect(findings(unknownLevel)).toEqual(['F1 fact-unknown review not-possible']);
});

test('a fact that cannot be had goes to a person by every rule that needs it, never into silence', () => {
  const unknown = { known: false } as const;
  const review = (rule: string) => `${rule} fact-unknown review not-possible`;
  expect(findings({ connection: unknown })).toEqual([review('P1')]);
  expect(findings({ visitor: unknown })).toEqual([review('P1')]);
  expect(findings({ visitor: known({ id: 'vis_0000000000000001', birthOn: null }) })).toEqual([review('P1')]);
  expect(findings({ restrictions: unknown })).toEqual([review('P5')]);
  expect(findings({ resident: unknown })).toEqual([review('P6'), review('F5'), review('P7'), review('F1')]);
  expect(findings({ stations: unknown })).toEqual([review('W6')]);
  expect(findings({ countedVisits: unknown })).toEqual([review('F5')]);
});
