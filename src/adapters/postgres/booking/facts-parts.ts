import { type RawBuilder, sql } from 'kysely';
import type { ResidentId, VisitorId } from '../../../core/shared/ids.ts';
import type { Interval } from '../../../core/shared/interval.ts';
import { isoText, isoTextOf, type Temporal } from '../../../core/shared/time.ts';
import { LONGEST_VISIT_HOURS } from '../longest-visit.ts';
import { writeRange } from '../range.ts';
import type { Question } from '../transaction-scope.ts';
import { askers, onAskers } from '../turns/of-many.ts';
import type { Reach } from './reach.ts';

/** Whose facts, around which time. */
export interface PairQuestion {
  readonly residentId: ResidentId;
  readonly visitorId: VisitorId;
  readonly window: Interval;
  /** How far around the window claims and visits are read. */
  readonly reach: Reach;
  readonly now: Temporal.Instant;
}

/** The resident's facility, and the time of which its calendar is read. */
export interface FacilityQuestion {
  readonly residentId: ResidentId;
  readonly range: Interval;
  readonly now: Temporal.Instant;
}

const claimJson = `json_build_array(resource, ${millis('lower(during)')}, ${millis('upper(during)')}, visit_id)`;

/** What is read of a visit that counts. */
const bookedColumns = 'id, facility_id, resident_id, lead_visitor_id, visit_type, status, hold_expires_at, lapses_at, booked';

/** Whether it is of a time in which it may count. */
const isAround = 'lower(booked) > $8 and lower(booked) < $9';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Milliseconds of the longest visit and claim. */
const LONGEST = LONGEST_VISIT_HOURS * 3_600_000;

/** What is read of the facility itself, each part as one JSON value; instants are milliseconds since 1970, dates and times text. */
export function facilityParts({ residentId, range: time, now }: FacilityQuestion) {
  const range = sql`${writeRange(time)}::tstzrange`;
  const at = sql`${now.toString()}::timestamptz`;
  const facility = facilityOf(residentId);

  return {
    facility: sql`select jsonb_build_object('id', id, 'agencyId', agency_id, 'name', name, 'kind', kind, 'timeZone', time_zone,
        'averageDailyPopulation', average_daily_population, 'additiveRecorded', additive_recorded)
      from facilities where id = ${facility}`,

    look: sql`select jsonb_build_object('slug', slug, 'state', state, 'residentWord', resident_word) from facilities where id = ${facility}`,

    /* The newest first. */
    rates: sql`select coalesce(jsonb_agg(jsonb_build_object('from', effective_on, 'cents', cents_per_minute) order by effective_on desc), '[]')
      from rates where facility_id = ${facility}`,

    policy: sql`select settings || jsonb_build_object('version', version) from policies
      where facility_id = ${facility} and effective_from <= ${at} order by version desc limit 1`,

    /* The moments between which no other version takes the policy's place. */
    policyTimes: sql`select jsonb_build_object('since', ceil(extract(epoch from max(effective_from) filter (where effective_from <= ${at})) * 1000),
        'until', floor(extract(epoch from min(effective_from) filter (where effective_from > ${at})) * 1000))
      from policies where facility_id = ${facility}`,

    version: sql`select to_jsonb(facts_version) from facilities where id = ${facility}`,

    timetable: sql`select coalesce(jsonb_agg(jsonb_build_object('id', id, 'weekday', weekday, 'startTime', start_time, 'endTime', end_time,
        'everyWeeks', every_weeks, 'validFromOn', valid_from_on, 'validToOn', valid_to_on, 'audience', audience, 'visitTypes', visit_types,
        'capacity', capacity)), '[]')
      from timetable_entries where facility_id = ${facility}
        and valid_from_on <= (upper(${range}) + interval '1 day')::date
        and (valid_to_on is null or valid_to_on >= (lower(${range}) - interval '2 days')::date)`,

    oneOffPeriods: sql`select coalesce(jsonb_agg(jsonb_build_object('id', id, 'start', ${sql.raw(millis('lower(during)'))}, 'end', ${sql.raw(millis('upper(during)'))},
        'audience', audience, 'visitTypes', visit_types, 'capacity', capacity, 'lengthsMinutes', lengths_minutes)), '[]')
      from one_off_periods where facility_id = ${facility} and during && ${range}`,

    blockedDates: sql`select coalesce(jsonb_agg(jsonb_build_object('on', blocked_on, 'timetableEntryId', timetable_entry_id)), '[]')
      from blocked_dates where facility_id = ${facility}
        and blocked_on between (lower(${range}) - interval '2 days')::date and (upper(${range}) + interval '2 days')::date`,

    stations: sql`select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'enabled', s.enabled, 'viewApproved', s.view_approved_at is not null,
        'isPrivate', s.is_private, 'turnRoundMinutes', s.turn_round_minutes,
        'housingUnitIds', coalesce((select jsonb_agg(housing_unit_id) from station_units where station_id = s.id), '[]'),
        'blocks', coalesce((select jsonb_agg(jsonb_build_object('weekdays', weekdays, 'startTime', start_time, 'endTime', end_time))
          from station_blocks where station_id = s.id), '[]'))), '[]')
      from stations s where s.facility_id = ${facility}`,
  } satisfies Record<string, RawBuilder<unknown>>;
}

/**
 * What is read of one pair of resident and visitor, and which version of which facility the rest has to be of: expressions over `residents r`
 * and `facilities f`, with the parameters of `pairValues`. Plain text, since it is the same for every booking: nothing is left to build.
 */
export const pairParts = {
  of: `json_build_object('facilityId', f.id, 'version', f.facts_version)`,

  resident: `json_build_object('id', r.id, 'agencyId', r.agency_id, 'facilityId', r.facility_id, 'custodyStatus', r.custody_status,
    'housingUnitId', r.housing_unit_id, 'custodyLevel', r.custody_level, 'privilegeLevel', r.privilege_level,
    'hasAlert', r.alert is not null, 'alert', r.alert, 'name', r.name, 'bookingNumber', r.booking_number,
    'housingUnit', (select name from housing_units where id = r.housing_unit_id), 'absences', coalesce((
      select json_agg(json_build_object('start', ${millis('starts_at')}, 'end', ${millis('ends_at')}))
      from resident_absences where resident_id = r.id and starts_at < $4 and (ends_at is null or ends_at > $3)), '[]'))`,

  visitor: `(select json_build_object('id', id, 'birthOn', birth_on, 'name', name, 'email', email, 'language', language)
    from visitors where id = $2 and deleted_at is null)`,

  connection: `coalesce((select json_build_object('status', status, 'relationship', relationship) from connections
    where resident_id = r.id and visitor_id = $2), '{"status": null, "relationship": null}')`,

  /* P5: by account, by e-mail, or by birth date and name, now or when the account was opened; an order of a court reaches across the agency's facilities. */
  restrictions: `(
    select coalesce(json_agg(json_build_object('id', s.id, 'kind', s.kind, 'start', ${millis('s.starts_at')}, 'end', ${millis('s.ends_at')},
      'exceptions', s.exceptions, 'namesResident', s.resident_id is not null,
      'namesVisitor', coalesce(s.visitor_id, s.person_email, s.person_name) is not null)), '[]')
    from restrictions s, visitors v
    where v.id = $2 and s.agency_id = f.agency_id
      and (s.facility_id = f.id or s.kind = 'no-contact-order' or s.resident_id = r.id)
      and (s.resident_id is null or s.resident_id = r.id)
      and (coalesce(s.visitor_id, s.person_email, s.person_name) is null or s.visitor_id = v.id or s.person_email = lower(v.email)
        or (s.person_birth_on = v.birth_on and lower(s.person_name) in (lower(v.name),
          (select lower(opened.name) from auth_visitor_users opened where opened.id = v.auth_user_id))))
      and s.starts_at < $4 and (s.ends_at is null or s.ends_at > $3))`,

  /* Those of visits that lapsed are told by `lapsed`; arrays, as there are many. */
  claims: `(
    select coalesce(json_agg(${claimJson}), '[]') from claims
    where released_at is null and facility_id = f.id and lower(during) > $7 and lower(during) < $6 and upper(during) > $5)`,

  lapsed: `(
    select coalesce(json_agg(id), '[]') from visits
    where status in ('held', 'requested', 'revised') and lapses_at <= $10
      and (facility_id = f.id or resident_id = r.id or lead_visitor_id = $2))`,

  /* What either of them has booked: what counts against allowances, how many times the visitor is holding, and claims in other facilities.
     The visitor's from now on, as a hold may be of any time; by two look-ups, as one with "or" is planned as a walk through the table while
     that is small. Arrays, as for claims. */
  visits: `(
    select json_build_object('openHolds', own.open_holds, 'counted', own.counted, 'elsewhere',
      case when cardinality(own.elsewhere) = 0 then '[]' else (
        select coalesce(json_agg(${claimJson}), '[]') from claims
        where visit_id = any (own.elsewhere) and released_at is null and lower(during) < $6 and upper(during) > $5) end)
    from (
      select count(*) filter (where lead_visitor_id = $2 and status = 'held' and hold_expires_at > $10) as open_holds,
        coalesce(array_agg(id) filter (where facility_id <> f.id and ${isAround}), '{}') as elsewhere,
        coalesce(json_agg(json_build_array(id, resident_id, lead_visitor_id, visit_type, ${millis('lower(booked)')}, ${millis('upper(booked)')})) filter (
          where ${isAround} and (status in ('confirmed', 'joinable', 'in-call', 'ended')
            or (status in ('held', 'requested', 'revised') and lapses_at > $10))), '[]') as counted
      from (
        select ${bookedColumns} from visits
        where resident_id = r.id and lead_visitor_id <> $2 and ${isAround}
        union all
        select ${bookedColumns} from visits where lead_visitor_id = $2 and lower(booked) > least($8, $11)) either) own)`,
} satisfies Record<string, string>;

const instants = Array.from({ length: 9 }, () => 'timestamptz' as const);

const pairSource = 'from residents r join facilities f on f.id = r.facility_id where r.id = $1';

/** The parts that only the choice of a slot needs. */
const slotParts: ReadonlySet<string> = new Set(['claims', 'lapsed'] satisfies (keyof typeof pairParts)[]);

/** What is asked of a pair: everything, or what who has a slot already is judged by. */
export interface PairWords {
  readonly parts: readonly [name: string, expression: string][];
  /** All parts at once. */
  readonly question: Question;
}

function pairWords(name: string, parts: PairWords['parts']): PairWords {
  const text = `select ${parts.map(([part, expression]) => `${expression} as "${part}"`).join(', ')} ${pairSource}`;
  return {
    parts,
    question: {
      name: `facts-of-pair${name}`,
      // PostgreSQL wants to know what a parameter is that no part needs.
      text: `${text} and ${knownParameters}`,
      ofMany: {
        name: `facts-of-pairs${name}`,
        text: `select q.place::int, f.* from ${askers(['text', 'text', ...instants])} cross join lateral (${onAskers(text)}) f`,
      },
    },
  };
}

const knownParameters = `($1::text, $2::text, ${instants.map((type, index) => `$${index + 3}::${type}`).join(', ')}) is not null`;

/** For who wants a slot. */
export const slotWords = pairWords('', Object.entries(pairParts));

/** For who has one. */
export const judgingWords = pairWords(
  '-to-judge',
  Object.entries(pairParts).filter(([name]) => !slotParts.has(name)),
);

/** One part alone. */
export function pairPart(part: string): string {
  return `select (${part}) as value ${pairSource} and ${knownParameters}`;
}

/**
 * The parameters: resident, visitor; then from and to of the window, of what is near, the earliest start of a claim near it, from and to of
 * what allowances count and of what may have claims near it; now; the earliest start of a visit that is not over.
 */
export function pairValues({ residentId, visitorId, window, reach, now }: PairQuestion): string[] {
  const start = window.start.epochMilliseconds;
  const end = window.end.epochMilliseconds;
  const near = reach.minutes * MINUTE;
  const around = Math.max(reach.days * DAY, near + LONGEST);
  return [
    residentId,
    visitorId,
    isoTextOf(start),
    isoTextOf(end),
    isoTextOf(start - near),
    isoTextOf(end + near),
    isoTextOf(start - near - LONGEST),
    isoTextOf(start - around),
    isoTextOf(end + around),
    isoText(now),
    new Date(now.epochMilliseconds - LONGEST).toISOString(),
  ];
}

/** False where an instant among the parameters is of a year that JavaScript writes in a way PostgreSQL does not read: before 1 or after 9999. */
export function hasReadableInstants(values: readonly string[]): boolean {
  return values.slice(2).every((instant) => /^\d{4}-/.test(instant) && !instant.startsWith('0000'));
}

export type Parts = Readonly<Record<string, RawBuilder<unknown>>>;

function facilityOf(residentId: ResidentId): RawBuilder<string> {
  return sql`(select facility_id from residents where id = ${residentId})`;
}

function millis(expression: string): string {
  return `(date_part('epoch', ${expression}) * 1000)::bigint`;
}
