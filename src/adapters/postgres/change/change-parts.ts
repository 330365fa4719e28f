import { paymentColumns } from '../money/payment-row.ts';
import { changingColumns } from '../visits/visit-row.ts';

/** The rows of one part as JSON: keys are columns, instants and ranges are text. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/**
 * How each part of a change is written, given the parameter that holds its rows as a JSON array. Every one answers a row for each it wrote.
 * All are of one statement: none sees what another has written, and foreign keys are judged at its end. Parts named in the singular have one
 * row, compared by its own values: a join with rows out of JSON is planned for a hundred of them, as a walk through the whole table.
 * `num_nonnulls` says "is null" so that the planner does not see it: while little is known of the table it would read the whole index of
 * open deadlines, or of claims that stand, instead of the visit's few, and keep to that plan.
 */
export const changeParts = {
  newVisits: (rows: string) => `insert into visits select * from jsonb_populate_recordset(null::visits, ${rows}) returning 1`,

  changedVisit: (rows: string) => `
    update visits v set ${changingColumns.map((name) => `${name} = n.${name}`).join(', ')} from jsonb_populate_record(null::visits, ${rows} -> 0) n
    where v.id = ${rows} -> 0 ->> 'id' and v.revision = (${rows} -> 0 ->> 'revision_before')::int returning 1`,

  visitEvents: (rows: string) => `insert into visit_events select * from jsonb_populate_recordset(null::visit_events, ${rows}) returning 1`,

  auditRows: (rows: string) => `
    insert into audit_log (agency_id, happened_at, actor_kind, actor_id, actor_role, channel, act, subject_id, reason, detail)
    select agency_id, happened_at, actor_kind, actor_id, actor_role, channel, act, subject_id, reason, detail
    from jsonb_populate_recordset(null::audit_log, ${rows}) returning 1`,

  /** In the order given: every writer takes resources in one order. */
  claims: (rows: string) => `
    insert into claims (agency_id, facility_id, visit_id, resource, during)
    select agency_id, facility_id, visit_id, resource, during from jsonb_populate_recordset(null::claims, ${rows}) returning 1`,

  releasedClaims: (rows: string) => `
    update claims set released_at = (${rows} -> 0 ->> 'released_at')::timestamptz
    where visit_id = ${rows} -> 0 ->> 'visit_id' and num_nonnulls(released_at) = 0 returning 1`,

  /** Writes nothing: answers a row if the visit still has its claims. */
  claimedVisit: (rows: string) =>
    `select 1 where exists (select from claims where visit_id = ${rows} -> 0 ->> 'visit_id' and num_nonnulls(released_at) = 0)`,

  clearedDeadlines: (rows: string) => `
    delete from deadlines where visit_id = ${rows} -> 0 ->> 'visit_id' and num_nonnulls(done_at) = 0
      and kind = any (array(select jsonb_array_elements_text(${rows} -> 0 -> 'kinds'))) returning 1`,

  /** The same deadline may be set twice, but one statement cannot write one row twice. */
  deadlines: (rows: string) => `
    insert into deadlines (id, agency_id, visit_id, kind, due_at)
    select distinct on (visit_id, kind, due_at) id, agency_id, visit_id, kind, due_at from jsonb_populate_recordset(null::deadlines, ${rows})
    on conflict (visit_id, kind, due_at) do update set done_at = null, taken_until = null, attempts = 0 returning 1`,

  payments: (rows: string) => `
    insert into payments (visit_id, agency_id, ${paymentColumns.join(', ')})
    select visit_id, agency_id, ${paymentColumns.join(', ')} from jsonb_populate_recordset(null::payments, ${rows})
    on conflict (visit_id) do update set ${paymentColumns.map((name) => `${name} = excluded.${name}`).join(', ')} returning 1`,

  mails: (rows: string) => `
    insert into outbox_mails (to_address, said, created_at, visit_id, kind) select to_address, said, created_at, visit_id, kind
    from jsonb_populate_recordset(null::outbox_mails, ${rows}) returning 1`,
} satisfies Record<string, (rows: string) => string>;

/**
 * The parts with one row, as they are written for several works of a turn. Their connections plan every join as a look-up by keys
 * (`connectTurns`), so rows out of JSON may be joined. A part that is here neither nor has many rows anyway is not written in a turn.
 */
export const changePartsOfMany = {
  changedVisit: (rows: string) => `
    update visits v set ${changingColumns.map((name) => `${name} = n.${name}`).join(', ')}
    from jsonb_array_elements(${rows}) as c (row) cross join lateral jsonb_populate_record(null::visits, c.row) n
    where v.id = c.row ->> 'id' and v.revision = (c.row ->> 'revision_before')::int returning 1`,

  /* With "exists" it would be planned as a join. */
  claimedVisit: (rows: string) => `
    select 1 from jsonb_to_recordset(${rows}) as c (visit_id text)
    where (select true from claims where visit_id = c.visit_id and num_nonnulls(released_at) = 0 limit 1)`,

  clearedDeadlines: (rows: string) => `
    delete from deadlines d
    where visit_id = any (array(select c.row ->> 'visit_id' from jsonb_array_elements(${rows}) as c (row))) and num_nonnulls(done_at) = 0
      and (select bool_or(jsonb_exists(c.row -> 'kinds', d.kind)) from jsonb_array_elements(${rows}) as c (row) where c.row ->> 'visit_id' = d.visit_id)
    returning 1`,
} satisfies Partial<Record<keyof typeof changeParts, (rows: string) => string>>;

/** Parts that one work alone may write. */
export const partsOfOne: ReadonlySet<ChangePart> = new Set<ChangePart>(['releasedClaims']);

/**
 * Parts of which every row has to be written, else the database refuses the whole change with the part's name as the constraint: a visit that
 * somebody else has changed since it was read, claims that lapsed and were released to somebody who needed them.
 */
export const wholeParts: ReadonlySet<ChangePart> = new Set(['changedVisit', 'claimedVisit']);

export type ChangePart = keyof typeof changeParts;
