import { sql } from 'kysely';
import type { Policy } from '../../../core/facility/policy.ts';
import type { AgencyId, FacilityId, ResidentId, StationId, VisitId, VisitorId } from '../../../core/shared/ids.ts';
import { Temporal } from '../../../core/shared/time.ts';
import type { CallSetting, Consent } from '../../../ports/call-store.ts';
import type { Database } from '../database.ts';

interface SettingRow {
  readonly agency_id: AgencyId;
  readonly facility_id: FacilityId;
  readonly station_id: StationId;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly visitor_id: VisitorId;
  readonly visitor_name: string;
  readonly resident_id: ResidentId;
  readonly resident_name: string;
  readonly version: number;
  readonly settings: Omit<Policy, 'version'>;
  readonly movement: CallSetting['movement'];
}

/** The visit around a call in one reading, with the newest policy in force at `now`. */
export async function readSetting(db: Database, visitId: VisitId, now: Temporal.Instant): Promise<CallSetting | null> {
  const { rows } = await sql<SettingRow>`
    select v.agency_id, v.facility_id, v.station_id, lower(v.during) as starts_at, upper(v.during) as ends_at,
      w.id as visitor_id, w.name as visitor_name, r.id as resident_id, r.name as resident_name, p.version, p.settings,
      (select state from movements m where m.visit_id = v.id order by m.id desc limit 1) as movement
    from visits v
    join visitors w on w.id = v.lead_visitor_id
    join residents r on r.id = v.resident_id
    join lateral (
      select version, settings from policies
      where facility_id = v.facility_id and effective_from <= ${now.toString()}::timestamptz
      order by version desc limit 1
    ) p on true
    where v.id = ${visitId}`.execute(db);
  const row = rows[0];
  if (!row) return null;
  return {
    visitId,
    agencyId: row.agency_id,
    facilityId: row.facility_id,
    stationId: row.station_id,
    booked: { start: instantOf(row.starts_at), end: instantOf(row.ends_at) },
    visitor: { id: row.visitor_id, name: row.visitor_name },
    resident: { id: row.resident_id, name: row.resident_name },
    policy: { ...row.settings, version: row.version },
    movement: row.movement,
  };
}

/** The consent text in the wished language, else in English. */
export async function readConsentText(
  db: Database,
  version: string,
  language: string,
): Promise<{ readonly language: string; readonly body: string } | null> {
  const texts = await db
    .selectFrom('consent_texts')
    .select(['language', 'body'])
    .where('version', '=', version)
    .where('language', 'in', [language, 'en'])
    .execute();
  return texts.find((text) => text.language === language) ?? texts[0] ?? null;
}

export async function readConsents(db: Database, visitId: VisitId): Promise<Consent[]> {
  const rows = await db.selectFrom('consents').selectAll().where('visit_id', '=', visitId).execute();
  return rows.map((row) => ({
    visitId,
    personId: row.person_id as VisitorId | ResidentId,
    side: row.side as Consent['side'],
    textVersion: row.text_version,
    language: row.language,
    at: instantOf(row.given_at),
  }));
}

export async function addConsent(db: Database, consent: Consent): Promise<void> {
  await sql`
    insert into consents (visit_id, agency_id, person_id, side, text_version, language, given_at)
    select id, agency_id, ${consent.personId}, ${consent.side}, ${consent.textVersion}, ${consent.language}, ${consent.at.toString()}::timestamptz
    from visits where id = ${consent.visitId}
    on conflict do nothing`.execute(db);
}

function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}
