import { type Selectable, sql } from 'kysely';
import type { Caller } from '../../../core/access/caller.ts';
import type { FacilityId, VisitId } from '../../../core/shared/ids.ts';
import type { Visit } from '../../../core/visit/visit.ts';
import type { VisitEvent } from '../../../core/visit/visit-events.ts';
import type { AuditEntry } from '../../../ports/audit-log.ts';
import { VisitChanged, type VisitStore } from '../../../ports/visit-store.ts';
import { actorOf, postgresAuditLog } from '../audit-log.ts';
import type { VisitsTable } from '../tables-visits.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { tellVisitChanged } from './tell-visit-changed.ts';
import { visibleTo } from './visible-to.ts';
import { changingColumns, newRow, readVisit } from './visit-row.ts';

/** Visits and their events within one transaction. */
export function postgresVisitStore(scope: TransactionScope): VisitStore {
  const { db, clock, write } = scope;

  const read = async (caller: Caller, id: VisitId, lock: boolean): Promise<Visit | null> => {
    const { rows } = await sql<Selectable<VisitsTable>>`
      select v.* from visits v where v.id = ${id} and ${visibleTo(caller)} ${lock ? sql`for update` : sql``}`.execute(db);
    return rows[0] ? readVisit(rows[0]) : null;
  };

  return {
    lockFor: (caller, id) => read(caller, id, true),
    findFor: (caller, id) => read(caller, id, false),

    async save(visit, events, by, channel) {
      const now = clock.now();
      const before = visit.revision - events.length;
      if (before === 0) write(db.insertInto('visits').values(newRow(visit, now)));
      else
        write(
          db.updateTable('visits').set(changingColumns(visit, now)).where('id', '=', visit.id).where('revision', '=', before),
          (changedRows) => {
            if (changedRows !== 1) throw new VisitChanged();
          },
        );
      write(db.insertInto('visit_events').values(events.map((event, index) => eventRow(visit, event, before + index + 1))));
      await postgresAuditLog(scope).append(by, channel, ...events.map((event) => auditEntry(visit, event)));
      tellVisitChanged(scope, visit);

      function eventRow(of: Visit, event: VisitEvent, sequence: number) {
        const { type, ...data } = event;
        const actor = actorOf(by);
        return {
          visit_id: of.id,
          sequence,
          agency_id: of.agencyId,
          type,
          data: JSON.stringify(data),
          happened_at: now.toString(),
          actor_kind: actor.kind,
          actor_id: actor.id,
          actor_role: type === 'confirmed' && event.by === 'policy' ? 'policy' : actor.role,
          channel,
        };
      }
    },

    async countOpenHolds(visitorId) {
      const { held } = await db
        .selectFrom('visits')
        .select(sql<number>`count(*)::int`.as('held'))
        .where('lead_visitor_id', '=', visitorId)
        .where('status', '=', 'held')
        .where('hold_expires_at', '>', new Date(clock.now().epochMilliseconds))
        .executeTakeFirstOrThrow();
      return held;
    },

    async announce(visit) {
      tellVisitChanged(scope, visit);
    },

    async facilityOf(id) {
      const row = await db.selectFrom('visits').select('facility_id').where('id', '=', id).executeTakeFirst();
      return (row?.facility_id as FacilityId | undefined) ?? null;
    },

    async addMovement(visit, state, by) {
      const { id } = actorOf(by);
      write(
        db.insertInto('movements').values({
          agency_id: visit.agencyId,
          visit_id: visit.id,
          state,
          marked_by: id ?? 'system',
          marked_at: clock.now().toString(),
        }),
      );
      tellVisitChanged(scope, visit);
    },
  };
}

function auditEntry(visit: Visit, event: VisitEvent): AuditEntry {
  const reason = 'reason' in event ? event.reason : undefined;
  return {
    agencyId: visit.agencyId,
    act: `visit.${event.type}`,
    subjectId: visit.id,
    ...(reason === undefined ? {} : { reason }),
    detail: { revision: visit.revision },
  };
}
