import type { ConnectionStatus } from '../../../core/people/connection.ts';
import type { FacilityId, ResidentId, VisitorId } from '../../../core/shared/ids.ts';
import { finalVisitStatuses } from '../../../core/visit/visit-status.ts';
import type { IdSource } from '../../../ports/id-source.ts';
import type { ContactRecord, VisitorAccounts, VisitorRecord } from '../../../ports/visitor-accounts.ts';
import type { Database } from '../database.ts';

/** Rows of visitors and what hangs on their verified address. */
export function postgresVisitorAccounts(db: Database, ids: IdSource): VisitorAccounts {
  const find = async (column: 'id' | 'auth_user_id', value: string): Promise<VisitorRecord | null> => {
    const row = await db
      .selectFrom('visitors')
      .select(['id', 'auth_user_id', 'name', 'email', 'language'])
      .where(column, '=', value)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return row ? recordOf(row) : null;
  };

  return {
    async ensure(account, now) {
      const known = await find('auth_user_id', account.authUserId);
      if (known) return known;
      await db
        .insertInto('visitors')
        .values({
          id: ids.next('vis'),
          auth_user_id: account.authUserId,
          name: account.name,
          email: account.email.toLowerCase(),
          email_verified_at: now.toString(),
          birth_on: account.birthOn,
          language: account.language,
          created_at: now.toString(),
        })
        .onConflict((conflict) => conflict.column('auth_user_id').doNothing())
        .execute();
      return find('auth_user_id', account.authUserId);
    },
    find: (id) => find('id', id),
    async change(id, change) {
      if (Object.keys(change).length > 0) await db.updateTable('visitors').set(change).where('id', '=', id).execute();
      return find('id', id);
    },
    async connectListed(visitor, now) {
      const listed = await db
        .selectFrom('resident_visitor_list as listed')
        .innerJoin('residents', 'residents.id', 'listed.resident_id')
        .leftJoin('connections', (join) =>
          join.onRef('connections.resident_id', '=', 'listed.resident_id').on('connections.visitor_id', '=', visitor.id),
        )
        .select(['residents.id', 'residents.agency_id', 'residents.facility_id', 'listed.relationship'])
        .where('listed.email', '=', visitor.email)
        .where('connections.id', 'is', null)
        .execute();
      if (listed.length === 0) return 0;
      const made = await db
        .insertInto('connections')
        .values(
          listed.map((row) => ({
            id: ids.next('con'),
            agency_id: row.agency_id,
            facility_id: row.facility_id,
            resident_id: row.id,
            visitor_id: visitor.id,
            status: 'approved',
            status_reason: 'on-visitor-list',
            relationship: row.relationship,
            decided_at: now.toString(),
            decided_by: 'policy',
          })),
        )
        .onConflict((conflict) => conflict.columns(['resident_id', 'visitor_id']).doNothing())
        .executeTakeFirst();
      return Number(made.numInsertedOrUpdatedRows ?? 0n);
    },
    contactsOf: (id) => readContacts(db, id),
    async countOpenVisits(id) {
      await db.selectFrom('visitors').select('id').where('id', '=', id).forUpdate().execute();
      const row = await db
        .selectFrom('visits')
        .select((select) => select.fn.countAll<string>().as('open'))
        .where('lead_visitor_id', '=', id)
        .where('status', 'not in', [...finalVisitStatuses])
        .executeTakeFirstOrThrow();
      return Number(row.open);
    },
    async anonymize(id, now) {
      // A limit that the agency or a court put on the person stays one on the person, who may come back under a new account.
      await db
        .updateTable('restrictions')
        .from('visitors')
        .set((row) => ({
          person_email: row.fn.coalesce('restrictions.person_email', 'visitors.email'),
          person_name: row.fn.coalesce('restrictions.person_name', 'visitors.name'),
          person_birth_on: row.fn.coalesce('restrictions.person_birth_on', 'visitors.birth_on'),
        }))
        .whereRef('restrictions.visitor_id', '=', 'visitors.id')
        .where('visitors.id', '=', id)
        .execute();
      await db
        .deleteFrom('outbox_mails')
        .where('to_address', 'in', (mails) => mails.selectFrom('visitors').select('email').where('id', '=', id))
        .execute();
      await db
        .updateTable('visitors')
        .set({ name: 'Deleted account', email: `deleted-${id}@invalid`, birth_on: null, deleted_at: now.toString() })
        .where('id', '=', id)
        .execute();
    },
  };
}

async function readContacts(db: Database, visitorId: VisitorId): Promise<readonly ContactRecord[]> {
  const rows = await db
    .selectFrom('connections')
    .innerJoin('residents', 'residents.id', 'connections.resident_id')
    .innerJoin('facilities', 'facilities.id', 'residents.facility_id')
    .select([
      'residents.id as resident_id',
      'residents.name as resident_name',
      'residents.custody_status',
      'connections.relationship',
      'connections.status',
      'facilities.id as facility_id',
      'facilities.slug',
      'facilities.name as facility_name',
      'facilities.state',
      'facilities.time_zone',
      'facilities.resident_word',
    ])
    .where('connections.visitor_id', '=', visitorId)
    .orderBy('residents.name')
    .execute();
  return rows.map((row) => ({
    residentId: row.resident_id as ResidentId,
    residentName: row.resident_name,
    inCustody: row.custody_status === 'in-custody',
    relationship: row.relationship,
    status: row.status as ConnectionStatus,
    facility: {
      id: row.facility_id as FacilityId,
      slug: row.slug,
      name: row.facility_name,
      state: row.state,
      timeZone: row.time_zone,
      residentWord: row.resident_word,
    },
  }));
}

function recordOf(row: { id: string; auth_user_id: string; name: string; email: string; language: string }): VisitorRecord {
  return {
    id: row.id as VisitorId,
    authUserId: row.auth_user_id,
    name: row.name,
    email: row.email,
    language: row.language === 'es' ? 'es' : 'en',
  };
}
