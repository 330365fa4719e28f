import { sql } from 'kysely';
import type { Call } from '../../../core/call/call.ts';
import type { CallEvent } from '../../../core/call/call-events.ts';
import type { VisitId } from '../../../core/shared/ids.ts';
import { Temporal } from '../../../core/shared/time.ts';
import type { VisitStatus } from '../../../core/visit/visit-status.ts';
import { CallChanged, type CallStore, type OpenCall, type StoredCall } from '../../../ports/call-store.ts';
import { announceVisit } from '../../feed-postgres/announce.ts';
import type { Database } from '../database.ts';
import { readCall, readEvent, writeCall, writeEvent } from './call-json.ts';
import { addConsent, readConsents, readConsentText, readSetting } from './call-setting.ts';

interface CallRow {
  readonly visit_id: string;
  readonly room_name: string;
  readonly state: unknown;
  readonly revision: number;
  readonly looked_at: Date | null;
}

/** Calls over one transaction (or, for reading, over a pool). What was read is remembered, so that `save` notices a faster one. */
export function postgresCallStore(db: Database): CallStore {
  const revisions = new Map<string, number>();

  const take = (row: CallRow | undefined): StoredCall | null => {
    if (!row) return null;
    revisions.set(row.visit_id, row.revision);
    const lookedAt = row.looked_at && Temporal.Instant.fromEpochMilliseconds(row.looked_at.getTime());
    return { call: readCall(row.state), roomName: row.room_name, lookedAt };
  };
  const rows = () => db.selectFrom('calls').select(['visit_id', 'room_name', 'state', 'revision', 'looked_at']);
  const openRows = () =>
    db
      .selectFrom('calls')
      .innerJoin('visits', 'visits.id', 'calls.visit_id')
      .select(['visit_id', 'room_name', 'state', 'calls.revision', 'looked_at', 'visits.status as visit_status'])
      .where('calls.status', '<>', 'ended');
  const takeOpen = (row: CallRow & { readonly visit_status: string }): OpenCall[] => {
    const stored = take(row);
    return stored ? [{ ...stored, visitStatus: row.visit_status as VisitStatus }] : [];
  };
  const insertEvents = async (visitId: VisitId, after: number, events: readonly CallEvent[]): Promise<void> => {
    for (const [index, event] of events.entries())
      await sql`
        insert into call_events (visit_id, sequence, agency_id, type, data, happened_at)
        select ${visitId}, ${after + index + 1}, agency_id, ${event.type}, ${writeEvent(event)}::jsonb, ${event.at.toString()}::timestamptz
        from calls where visit_id = ${visitId}`.execute(db);
  };

  return {
    async create(call: Call, roomName: string) {
      await sql`
        insert into calls (visit_id, agency_id, room_name, status, state, revision)
        select id, agency_id, ${roomName}, ${call.status}, ${writeCall(call)}::jsonb, 0 from visits where id = ${call.visitId}`.execute(db);
      revisions.set(call.visitId, 0);
      await announceVisit(db, { type: 'call-changed', visitId: call.visitId });
    },
    async lock(visitId) {
      return take(await rows().where('visit_id', '=', visitId).forUpdate().executeTakeFirst());
    },
    async find(visitId) {
      return take(await rows().where('visit_id', '=', visitId).executeTakeFirst());
    },
    async byRoom(roomName) {
      return take(await rows().where('room_name', '=', roomName).executeTakeFirst());
    },
    async open() {
      return (await openRows().orderBy('visit_id').execute()).flatMap(takeOpen);
    },
    async openOne(visitId) {
      return (await openRows().where('visit_id', '=', visitId).execute()).flatMap(takeOpen)[0] ?? null;
    },
    async save(call, events) {
      const known = revisions.get(call.visitId);
      if (known === undefined) throw new Error('a call is read before it is saved');
      const { numUpdatedRows } = await db
        .updateTable('calls')
        .set({ status: call.status, state: writeCall(call), revision: known + events.length })
        .where('visit_id', '=', call.visitId)
        .where('revision', '=', known)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new CallChanged();
      await insertEvents(call.visitId, known, events);
      revisions.set(call.visitId, known + events.length);
      await announceVisit(db, { type: 'call-changed', visitId: call.visitId });
    },
    async noteLooks(looks) {
      if (looks.size === 0) return;
      const instants = [...looks.values()].map(String);
      // Rows that somebody holds are skipped: two processes that note the same calls would else wait for each other.
      await sql`
        update calls set looked_at = look.at
        from unnest(${[...looks.keys()]}::text[], ${instants}::timestamptz[]) as look (visit_id, at)
        where calls.visit_id = look.visit_id and calls.visit_id in (
          select visit_id from calls where visit_id = any(${[...looks.keys()]}) for update skip locked)`.execute(db);
    },
    async events(visitId) {
      const found = await db
        .selectFrom('call_events')
        .select(['type', 'data'])
        .where('visit_id', '=', visitId)
        .orderBy('sequence')
        .execute();
      return found.map(({ type, data }) => readEvent(type, data));
    },
    setting: (visitId, now) => readSetting(db, visitId, now),
    consentText: (version, language) => readConsentText(db, version, language),
    consents: (visitId) => readConsents(db, visitId),
    addConsent: (consent) => addConsent(db, consent),
  };
}
