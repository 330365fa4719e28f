/**
 * The history of a visit is part of the audit trail: each of its steps was a row of `audit_log` besides, which said nothing that its event
 * does not, and two copies of one truth can differ. `audit_trail` shows both tables as one; whatever is not a step of a visit goes on into
 * `audit_log`.
 *
 * Entries are ordered by `happened_at`, `history`, `place`: at one instant the log's come first, by id, then the steps of each visit, by
 * sequence. `id` says all three, so that a page can go on below any entry. The indexes know the time only: few entries share an instant, and
 * that of the events is written by every booking.
 *
 * `audit_log` refuses to be changed, so the copies of earlier steps stay in it; `is_copy` leaves them out. Only the store of visits wrote a
 * `revision` into the detail: that of the visit after all steps of the change, so the event of a copy has no later one. Any other act about a
 * visit ("visit.movement-marked") has no event and is shown. It is a scalar subquery, which nobody plans as a join with all events there are.
 *
 * Whom policy confirms asked for it; the log has always named the role of who acted, where the event says "policy".
 */
export const up = `
drop index audit_log_agency_id_id_idx;
create index audit_log_of_agency_by_time on audit_log (agency_id, happened_at);
create index visit_events_of_agency_by_time on visit_events (agency_id, happened_at);

create view audit_trail as
select concat_ws('-', (extract(epoch from happened_at) * 1000000)::bigint, place, nullif(history, '')) as id, happened_at, history, place,
  agency_id, actor_kind, actor_id, actor_role, channel, act, subject_id, reason, detail
from (
  select l.happened_at, ''::text as history, l.id as place, l.agency_id, l.actor_kind, l.actor_id, l.actor_role, l.channel, l.act, l.subject_id,
    l.reason, l.detail,
    l.act like 'visit.%' and (
      select true from visit_events e
      where e.visit_id = l.subject_id and 'visit.' || e.type = l.act and to_jsonb(e.sequence) <= l.detail -> 'revision' limit 1
    ) is true as is_copy
  from audit_log l
  union all
  select e.happened_at, e.visit_id, e.sequence::bigint, e.agency_id, e.actor_kind, e.actor_id,
    case when e.actor_role <> 'policy' then e.actor_role when e.actor_kind = 'system' and e.channel <> 'deadline' then e.channel else e.actor_kind end,
    e.channel, 'visit.' || e.type, e.visit_id, e.data ->> 'reason', jsonb_build_object('revision', e.sequence), false
  from visit_events e
) entries
where not is_copy;
`;
