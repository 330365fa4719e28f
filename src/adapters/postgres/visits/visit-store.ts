import { type Selectable, sql } from 'kysely';
import type { Caller } from '../../../core/access/caller.ts';
import type { Slot } from '../../../core/scheduling/slot.ts';
import type { FacilityId } from '../../../core/shared/ids.ts';
import { Temporal } from '../../../core/shared/time.ts';
import type { Visit } from '../../../core/visit/visit.ts';
import type { VisitStatus } from '../../../core/visit/visit-status.ts';
import { paymentAtFirst } from '../../../ports/payment-store.ts';
import type { VisitLine } from '../../../ports/visit-sheets.ts';
import type { VisitStore } from '../../../ports/visit-store.ts';
import { actorOf } from '../audit-log.ts';
import { writeInstant } from '../range.ts';
import type { SeenVisit } from '../seen.ts';
import type { VisitsTable } from '../tables-visits.ts';
import type { Question, TransactionScope } from '../transaction-scope.ts';
import { askers, onAskers } from '../turns/of-many.ts';
import { readLines, type SheetRow } from './sheet-row.ts';
import { tellVisitChanged } from './tell-visit-changed.ts';
import { visibleText, visibleTo } from './visible-to.ts';
import { readVisit, writeSlot, writeVisit } from './visit-row.ts';
import { linesOf } from './visit-sheets.ts';

/** Visits and their events within one transaction. */
export function postgresVisitStore(scope: TransactionScope): VisitStore {
  const { db, clock, write, put, ask, turn, seen } = scope;

  return {
    async lockFor(caller, id) {
      const visible = visibleText(caller, 1);
      await turn?.own([`visit:${id}`]);
      const { rows } = await ask(visitLock(caller, visible), [id, ...visible.values]);
      // In a turn also where somebody else has it locked: whoever has to wait for others does not keep the turn waiting.
      if (rows.length === 0) turn?.leave();
      const row = rows[0] as (Selectable<VisitsTable> & { readonly lines: SheetRow['lines'] }) | undefined;
      if (!row) return null;
      const visit = readVisit(row);
      const lines = readLines(row.lines);
      // Whoever had to wait for the lock has a newer row, and lines from before it.
      // Of a held visit that is free nothing can have been noted: no card is ever asked for.
      const isUnpaid = visit.status === 'held' && visit.quote.totalCents === 0;
      seen.keepVisit({
        visit,
        isEarly: undecided.has(visit.status),
        ...(lines.length === visit.revision && { lines }),
        ...(isUnpaid && { payment: paymentAtFirst(visit) }),
      });
      return visit;
    },

    async findFor(caller, id) {
      const { rows } = await sql<Selectable<VisitsTable>>`select v.* from visits v where v.id = ${id} and ${visibleTo(caller)}`.execute(db);
      return rows[0] ? readVisit(rows[0]) : null;
    },

    async save(visit, events, by, channel) {
      const now = clock.now();
      const before = visit.revision - events.length;
      const row = writeVisit(visit, now);
      if (before === 0) put('newVisits', [row]);
      else put('changedVisit', [{ ...row, revision_before: before }]);
      const actor = actorOf(by);
      const lines = events.map((event) => ({
        event,
        by: event.type === 'confirmed' && event.by === 'policy' ? 'policy' : actor.role,
      }));
      put(
        'visitEvents',
        lines.map(({ event: { type, ...data }, by: role }, index) => ({
          visit_id: visit.id,
          sequence: before + index + 1,
          agency_id: visit.agencyId,
          type,
          data: withTexts(data),
          happened_at: writeInstant(now),
          actor_kind: actor.kind,
          actor_id: actor.id,
          actor_role: role,
          channel,
        })),
      );
      tellVisitChanged(scope, visit);
      keepSeen();

      /** What staff did is read anew: their names are not known here. */
      function keepSeen(): void {
        const known = before === 0 ? newlyHeld(visit) : seen.visit(visit.id);
        if (!known) {
          seen.forget();
          return;
        }
        const { lines: earlier, ...rest } = known;
        const added = lines.map(
          (line): VisitLine => ({
            event: line.event.type,
            at: now,
            by: line.by,
            actorName: null,
            channel,
            reason: 'reason' in line.event ? line.event.reason : null,
            note: 'note' in line.event ? line.event.note : null,
            offer: null,
          }),
        );
        const isKnown = actor.kind !== 'staff' && events.every(({ type }) => type !== 'revised');
        seen.keepVisit({ ...rest, visit, ...(earlier && isKnown && { lines: [...earlier, ...added] }) });
      }
    },

    async countOpenHolds(visitorId) {
      if (seen.pair?.visitorId === visitorId) return seen.pair.openHolds;
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

/** The visit with its history, locked. */
function visitLock(caller: Caller, visible: ReturnType<typeof visibleText>): Question {
  const name = `lock-visit-for-${caller.kind}-${visible.values.length}`;
  const columns = `v.*, ${linesOf('v')} as lines`;
  // "is true" says nothing else, but nobody looks visits up by it: while little is known of the table, all that somebody ever had would be read.
  const condition = `v.id = $1 and (${visible.text}) is true`;
  const given = askers(['text', ...visible.values.map(() => 'text' as const)]);
  return {
    name,
    text: `select ${columns} from visits v where ${condition} for update of v`,
    ofMany: {
      name: `${name}-of-many`,
      text: `select q.place::int, ${columns} from ${given} join visits v on ${onAskers(condition)} for update of v skip locked`,
    },
  };
}

/** What an event says, with its instants as text: each would write itself otherwise, and takes several times as long. */
function withTexts(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data))
    written[name] =
      value instanceof Temporal.Instant
        ? writeInstant(value)
        : name === 'slot' || name === 'offeredSlot'
          ? writeSlot(value as Slot)
          : value;
  return written;
}

/** Nobody has decided yet. */
const undecided: ReadonlySet<VisitStatus> = new Set<VisitStatus>(['held', 'requested', 'revised']);

function newlyHeld(visit: Visit): SeenVisit {
  return { visit, isEarly: true, lines: [], payment: paymentAtFirst(visit) };
}
