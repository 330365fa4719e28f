import { type RawBuilder, sql } from 'kysely';
import type { FacilityLook, VisitSheets } from '../../../ports/visit-sheets.ts';
import { LONGEST_VISIT_HOURS } from '../longest-visit.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { readSheet, type SheetRow } from './sheet-row.ts';
import { isVisibleTo, visibleTo } from './visible-to.ts';

/** Visits with everything pages show of them, in one statement. */
export function postgresVisitSheets({ db, clock, seen }: TransactionScope): VisitSheets {
  const select = async (where: RawBuilder<unknown>, order: RawBuilder<unknown>, most: number) => {
    const { rows } = await sql<SheetRow>`
      select to_jsonb(v) || jsonb_build_object('during', v.during::text) as visit, lower(v.during) as starts_at,
        ${facilityLook} as facility,
        jsonb_build_object('id', r.id, 'name', r.name, 'bookingNumber', r.booking_number, 'housingUnit', u.name, 'alert', r.alert) as resident,
        jsonb_build_object('name', w.name, 'email', w.email, 'language', w.language, 'relationship', c.relationship) as visitor,
        jsonb_build_object('id', s.id, 'name', s.name) as station,
        p.settings || jsonb_build_object('version', p.version) as policy,
        to_jsonb(m) as payment,
        (select jsonb_build_object('state', state, 'at', marked_at) from movements where visit_id = v.id order by id desc limit 1) as movement,
        (select status from calls where visit_id = v.id) as call_status,
        (select id from recordings where visit_id = v.id) as recording_id,
        ${sql.raw(linesOf('v'))} as lines
      from visits v
        join facilities f on f.id = v.facility_id
        join residents r on r.id = v.resident_id
        left join housing_units u on u.id = r.housing_unit_id
        join visitors w on w.id = v.lead_visitor_id
        left join connections c on c.resident_id = v.resident_id and c.visitor_id = v.lead_visitor_id
        join stations s on s.id = v.station_id
        left join payments m on m.visit_id = v.id
        join lateral (
          select version, settings from policies
          where facility_id = v.facility_id and effective_from <= ${clock.now().toString()}::timestamptz order by version desc limit 1
        ) p on true
      where ${where} order by ${order} limit ${most}`.execute(db);
    return rows.map(readSheet);
  };

  return {
    async of(caller, id) {
      const known = seen.sheetOf(id);
      if (known && isVisibleTo(caller, known.visit)) return known;
      const [sheet] = await select(sql`v.id = ${id} and ${visibleTo(caller)}`, sql`v.id`, 1);
      if (sheet) seen.keepSheet(sheet);
      return sheet ?? null;
    },
    list: (caller, wish) => select(sql`${visibleTo(caller)} and ${matching(wish)}`, orders[wish.order], wish.most),
    async contact(residentId, visitorId) {
      const { rows } = await sql<{ facility: FacilityLook; name: string }>`
        select ${facilityLook} as facility, r.name from connections c
        join residents r on r.id = c.resident_id join facilities f on f.id = r.facility_id
        where c.resident_id = ${residentId} and c.visitor_id = ${visitorId}`.execute(db);
      return rows[0] ? { facility: rows[0].facility, residentName: rows[0].name } : null;
    },
    async timeZoneOf({ agencyId, facilityId }) {
      const facilities = db.selectFrom('facilities').select('time_zone').where('agency_id', '=', agencyId).orderBy('id').limit(1);
      const row = await (facilityId === null ? facilities : facilities.where('id', '=', facilityId)).executeTakeFirstOrThrow();
      return row.time_zone;
    },
    async count(caller, wish) {
      const { rows } = await sql<{ found: number }>`
        select count(*)::int as found from visits v where ${visibleTo(caller)} and ${matching(wish)}`.execute(db);
      return rows[0]?.found ?? 0;
    },
  };
}

/** The history of the visit of that alias, as text. */
export function linesOf(visit: string): string {
  return `(select jsonb_agg(jsonb_build_object('event', e.type, 'at', e.happened_at, 'by', e.actor_role, 'channel', e.channel,
      'reason', e.data ->> 'reason', 'note', e.data ->> 'note', 'actorName', t.name,
      'offeredSlot', e.data -> 'offeredSlot', 'offeredQuote', e.data -> 'offeredQuote') order by e.sequence)
    from visit_events e left join staff t on t.id = e.actor_id where e.visit_id = ${visit}.id)`;
}

/** What pages need of `facilities f`. */
const facilityLook = sql`jsonb_build_object('id', f.id, 'slug', f.slug, 'name', f.name, 'state', f.state, 'timeZone', f.time_zone,
  'residentWord', f.resident_word, 'kind', f.kind, 'averageDailyPopulation', f.average_daily_population, 'additiveRecorded', f.additive_recorded)`;

const orders = {
  start: sql`lower(v.during), v.id`,
  'newest-start': sql`lower(v.during) desc, v.id`,
  lapse: sql`v.lapses_at nulls last, v.id`,
};

function matching(wish: Partial<Parameters<VisitSheets['list']>[1]>): RawBuilder<unknown> {
  const conditions = [sql`true`];
  // Words of ours, and not a parameter, so that the index of waiting requests is found.
  if (wish.statuses) conditions.push(sql`v.status in (${sql.join(wish.statuses.map((status) => sql.lit(status)))})`);
  if (wish.overlapping) {
    const { start, end } = wish.overlapping;
    const longest = start.subtract({ hours: LONGEST_VISIT_HOURS });
    conditions.push(sql`lower(v.during) > ${longest.toString()}::timestamptz and lower(v.during) < ${end.toString()}::timestamptz
      and upper(v.during) > ${start.toString()}::timestamptz`);
  }
  if (wish.endingAfter) {
    const longest = wish.endingAfter.subtract({ hours: LONGEST_VISIT_HOURS });
    conditions.push(
      sql`lower(v.during) > ${longest.toString()}::timestamptz and upper(v.during) > ${wish.endingAfter.toString()}::timestamptz`,
    );
  }
  if (wish.startingBefore) conditions.push(sql`lower(v.during) < ${wish.startingBefore.toString()}::timestamptz`);
  if (wish.requested) conditions.push(sql`v.requested_at is not null`);
  return sql.join(conditions, sql` and `);
}
