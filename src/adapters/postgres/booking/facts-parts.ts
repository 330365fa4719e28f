import { type RawBuilder, sql } from 'kysely';
import type { ResidentId, VisitorId } from '../../../core/shared/ids.ts';
import { type Interval, widen } from '../../../core/shared/interval.ts';
import type { Temporal } from '../../../core/shared/time.ts';
import { writeRange } from '../range.ts';

/** Whose facts, around which time. */
export interface PairQuestion {
  readonly residentId: ResidentId;
  readonly visitorId: VisitorId;
  readonly window: Interval;
  readonly now: Temporal.Instant;
}

/** The resident's facility, and the time of which its calendar is read. */
export interface FacilityQuestion {
  readonly residentId: ResidentId;
  readonly range: Interval;
  readonly now: Temporal.Instant;
}

/** Days read around the window so that every week and month the window touches is whole: the longest month and a day. */
const DAYS_AROUND = 32;
/** Minutes before and after the window of which claims are read. */
const MINUTES_NEAR = 120;

/** What is read of the facility itself, each part as one JSON value; instants are milliseconds since 1970, dates and times text. */
export function facilityParts({ residentId, range: time, now }: FacilityQuestion) {
  const range = sql`${writeRange(time)}::tstzrange`;
  const at = sql`${now.toString()}::timestamptz`;
  const facility = facilityOf(residentId);

  return {
    facility: sql`select jsonb_build_object('id', id, 'agencyId', agency_id, 'name', name, 'kind', kind, 'timeZone', time_zone,
        'averageDailyPopulation', average_daily_population, 'additiveRecorded', additive_recorded)
      from facilities where id = ${facility}`,

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

    oneOffPeriods: sql`select coalesce(jsonb_agg(jsonb_build_object('id', id, 'start', ${millis('lower(during)')}, 'end', ${millis('upper(during)')},
        'audience', audience, 'visitTypes', visit_types, 'capacity', capacity, 'lengthsMinutes', lengths_minutes)), '[]')
      from one_off_periods where facility_id = ${facility} and during && ${range}`,

    blockedDates: sql`select coalesce(jsonb_agg(jsonb_build_object('on', blocked_on, 'timetableEntryId', timetable_entry_id)), '[]')
      from blocked_dates where facility_id = ${facility}
        and blocked_on between (lower(${range}) - interval '2 days')::date and (upper(${range}) + interval '2 days')::date`,

    stations: sql`select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'enabled', s.enabled, 'viewApproved', s.view_approved_at is not null,
        'isPrivate', s.is_private, 'turnRoundMinutes', s.turn_round_minutes,
        'housingUnitIds', coalesce((select jsonb_agg(housing_unit_id) from station_units where station_id = s.id), '[]'),
        'blocks', coalesce((select jsonb_agg(jsonb_build_object('weekdays', weekdays, 'startTime', start_time, 'endTime', end_time))
          from station_blocks where station_id = s.id), '[]'))), '[]')
      from stations s where s.facility_id = ${facility}`,
  } satisfies Record<string, RawBuilder<unknown>>;
}

/** What is read of one pair of resident and visitor, and which version of which facility the rest has to be of. */
export function pairParts({ residentId, visitorId, window, now }: PairQuestion) {
  const range = sql`${writeRange(window)}::tstzrange`;
  const at = sql`${now.toString()}::timestamptz`;
  const facility = facilityOf(residentId);
  const near = sql`${writeRange(widen(window, MINUTES_NEAR, MINUTES_NEAR))}::tstzrange`;
  const around = sql`${writeRange({ start: window.start.subtract({ hours: 24 * DAYS_AROUND }), end: window.end.add({ hours: 24 * DAYS_AROUND }) })}::tstzrange`;

  return {
    of: sql`select jsonb_build_object('facilityId', id, 'version', facts_version) from facilities where id = ${facility}`,

    resident: sql`select jsonb_build_object('id', r.id, 'agencyId', r.agency_id, 'facilityId', r.facility_id, 'custodyStatus', r.custody_status,
        'housingUnitId', r.housing_unit_id, 'custodyLevel', r.custody_level, 'privilegeLevel', r.privilege_level,
        'hasAlert', r.alert is not null, 'absences', coalesce((
          select jsonb_agg(jsonb_build_object('start', ${millis('starts_at')}, 'end', ${millis('ends_at')}))
          from resident_absences where resident_id = r.id and starts_at < upper(${range}) and (ends_at is null or ends_at > lower(${range}))), '[]'))
      from residents r where r.id = ${residentId}`,

    visitor: sql`select jsonb_build_object('id', id, 'birthOn', birth_on) from visitors where id = ${visitorId} and deleted_at is null`,

    connection: sql`select jsonb_build_object('status', (
        select status from connections where resident_id = ${residentId} and visitor_id = ${visitorId}))`,

    /* P5: by account, by e-mail, or by birth date and name, now or when the account was opened; an order of a court reaches across the agency's facilities. */
    restrictions: sql`select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'start', ${millis('s.starts_at')}, 'end', ${millis('s.ends_at')},
        'exceptions', s.exceptions, 'namesResident', s.resident_id is not null,
        'namesVisitor', coalesce(s.visitor_id, s.person_email, s.person_name) is not null)), '[]')
      from restrictions s, visitors v, facilities f
      where v.id = ${visitorId} and f.id = ${facility} and s.agency_id = f.agency_id
        and (s.facility_id = f.id or s.kind = 'no-contact-order' or s.resident_id = ${residentId})
        and (s.resident_id is null or s.resident_id = ${residentId})
        and (coalesce(s.visitor_id, s.person_email, s.person_name) is null or s.visitor_id = v.id or s.person_email = lower(v.email)
          or (s.person_birth_on = v.birth_on and lower(s.person_name) in (lower(v.name),
            (select lower(opened.name) from auth_visitor_users opened where opened.id = v.auth_user_id))))
        and s.starts_at < upper(${range}) and (s.ends_at is null or s.ends_at > lower(${range}))`,

    /* A station's turn-round and a resident's way reach beyond the visit, so a little more than the window is read; arrays, as there are many. */
    claims: sql`select coalesce(jsonb_agg(jsonb_build_array(resource, ${millis('lower(during)')}, ${millis('upper(during)')}, visit_id)), '[]')
      from (
        select resource, during, visit_id, expires_at from claims
        where released_at is null and facility_id = ${facility}
          and upper(during) > lower(${near}) and lower(during) < upper(${near})
        union all
        select resource, during, visit_id, expires_at from claims
        where released_at is null and facility_id <> ${facility} and resource = ${`resident:${residentId}`} and during && ${near}
        union all
        select resource, during, visit_id, expires_at from claims
        where released_at is null and facility_id <> ${facility} and resource = ${`visitor:${visitorId}`} and during && ${near}
      ) active where expires_at is null or expires_at > ${at}`,

    /* While a revision waits, the offered time is the one that counts. */
    countedVisits: sql`select coalesce(jsonb_agg(jsonb_build_object('visitId', id, 'residentId', resident_id, 'visitorId', lead_visitor_id,
        'visitType', visit_type, 'start', ${millis('lower(counted)')}, 'end', ${millis('upper(counted)')})), '[]')
      from (select v.*, case when offered_slot is null then during else tstzrange(
          (offered_slot -> 'during' ->> 'start')::timestamptz, (offered_slot -> 'during' ->> 'end')::timestamptz) end as counted
        from visits v where resident_id = ${residentId} or lead_visitor_id = ${visitorId}) counting
      where counted && ${around}
        and (status in ('confirmed', 'joinable', 'in-call', 'ended')
          or (status in ('held', 'requested', 'revised') and lapses_at > ${at}))`,
  } satisfies Record<string, RawBuilder<unknown>>;
}

export type Parts = Readonly<Record<string, RawBuilder<unknown>>>;

function facilityOf(residentId: ResidentId): RawBuilder<string> {
  return sql`(select facility_id from residents where id = ${residentId})`;
}

function millis(expression: string): RawBuilder<number | null> {
  return sql`(date_part('epoch', ${sql.raw(expression)}) * 1000)::bigint`;
}
