import { type RawBuilder, sql } from 'kysely';
import type { StaffCaller } from '../../../core/access/caller.ts';
import { type AuditPage, type AuditRecord, type AuditWish, auditEntryId } from '../../../ports/staff-readings.ts';
import { instantOf } from '../accounts/instants.ts';
import type { Database } from '../database.ts';

const PAGE = 100;

/** A page of the audit trail: the rows of the log and the steps of visits as one list. */
export async function readAuditTrail(db: Database, by: StaffCaller, wish: AuditWish): Promise<AuditPage> {
  const { rows } = await auditPage(by, wish).execute(db);
  const entries = rows
    .slice(0, PAGE)
    .map(({ happened_at, subject_id, ...row }): AuditRecord => ({ ...row, at: instantOf(happened_at), subjectId: subject_id }));
  return { entries, more: rows.length > PAGE };
}

interface AuditRow {
  readonly id: string;
  readonly happened_at: Date;
  readonly act: string;
  readonly actor: string;
  readonly role: string;
  readonly channel: string;
  readonly subject_id: string | null;
  readonly reason: string | null;
}

/** Its statement, with one row more than the page to tell whether there are older ones; it is planned without a look at the values. */
export function auditPage(by: StaffCaller, { before, subjectId }: AuditWish): RawBuilder<AuditRow> {
  const conditions = [
    sql`agency_id = ${by.agencyId}`,
    ...(by.facilityId === null ? [] : [concerns(by.facilityId)]),
    ...(before === null ? [] : [isBefore(before)]),
  ];
  // "is true" says nothing else, but no index takes it: while little is known of the tables, all of the agency would be read for one subject.
  const where =
    subjectId === null
      ? sql.join(conditions, sql` and `)
      : sql`subject_id = ${subjectId} and (${sql.join(conditions, sql` and `)}) is true`;
  return sql<AuditRow>`
    select id, happened_at, act, coalesce((select name from staff where staff.id = actor_id), actor_id, actor_kind) as actor,
      actor_role as role, channel, subject_id, reason
    from audit_trail where ${where} order by happened_at desc, history desc, place desc limit ${PAGE + 1}`;
}

/** To the microsecond that the database keeps: entries of one millisecond may be on two pages. */
function isBefore(id: string): RawBuilder<boolean> {
  const [, microseconds, place, history = ''] = auditEntryId.exec(id) ?? [];
  if (microseconds === undefined) throw new RangeError(`not the id of an entry of the audit trail: ${id}`);
  const at = sql`'epoch'::timestamptz + ${microseconds}::bigint * interval '1 microsecond'`;
  return sql<boolean>`(happened_at, history, place) < (${at}, ${history}, ${place}::bigint)`;
}

/**
 * Entries name no facility: what they are about does, or who acted. Asked one by one, by key: "exists" may be planned as a look at all that
 * a facility has.
 */
function concerns(facilityId: string): RawBuilder<boolean> {
  const isThere = (table: string, column: string) =>
    sql`(select t.facility_id from ${sql.table(table)} t where t.id = ${sql.ref(`audit_trail.${column}`)}) = ${facilityId}`;
  const subjects = ['visits', 'recordings', 'residents', 'stations', 'staff'].map((table) => isThere(table, 'subject_id'));
  const actors = ['staff', 'stations', 'residents'].map((table) => isThere(table, 'actor_id'));
  return sql<boolean>`(audit_trail.subject_id = ${facilityId} or ${sql.join([...subjects, ...actors], sql` or `)})`;
}
