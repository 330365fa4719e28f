import { type RawBuilder, sql } from 'kysely';
import type { ResidentId, VisitorId } from '../../../core/shared/ids.ts';
import type { Interval } from '../../../core/shared/interval.ts';
import type { Temporal } from '../../../core/shared/time.ts';
import { writeRange } from '../range.ts';

export interface FactsQuestion {
  readonly residentId: ResidentId;
  readonly visitorId: VisitorId;
  readonly window: Interval;
  readonly now: Temporal.Instant;
}

/** Days read around the window so that every week and month the window touches is whole: the longest month and a day. */
const DAYS_AROUND = 32;

/** What the facts are made of, each as one JSON value; instants are milliseconds since 1970, dates and times text. */
export function factsParts({ residentId, visitorId, window, now }: FactsQuestion) {
  const range = sql`${writeRange(window)}::tstzrange`;
  const at = sql`${now.toString()}::timestamptz`;
  const facility = sql`(select facility_id from residents where id = ${residentId})`;
  const around = sql`${writeRange({ start: window.start.subtract({ hours: 24 * DAYS_AROUND }), end: window.end.add({ hours: 24 * DAYS_AROUND }) })}::tstzrange`;

  return {
    facility: sql`select jsonb_build_object('id', id, 'agencyId', agency_id, 'name', name, 'kind', kind, 'timeZone', time_zone,
        'averageDailyPopulation', average_daily_population, 'additiveRecorded', additive_recorded)
      from facilities where id = ${facility}`,

    policy: sql`select settings || jsonb_build_object('version', version) from policies
      where facility_id = ${facility} and effective_from <= ${at} order by version desc limit 1`,

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

    /* A station's turn-round and a resident's way reach beyond the visit, so a little more than the window is read. */
    claims: sql`select coalesce(jsonb_agg(jsonb_build_object('resource', resource, 'start', ${millis('lower(during)')}, 'end', ${millis('upper(during)')},
        'visitId', visit_id)), '[]')
      from claims
      where released_at is null and (expires_at is null or expires_at > ${at})
        and (facility_id = ${facility} or resource in (${`resident:${residentId}`}, ${`visitor:${visitorId}`}))
        and upper(during) > lower(${range}) - interval '4 hours' and lower(during) < upper(${range}) + interval '4 hours'`,

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

export type FactsPart = keyof ReturnType<typeof factsParts>;

function millis(expression: string): RawBuilder<number | null> {
  return sql`(extract(epoch from ${sql.raw(expression)}) * 1000)::bigint`;
}
