/**
 * The time for which a visit counts in allowances (that of its slot; while a revision waits, the offered one) as a column of its own: a
 * booking reads the visits of resident and visitor around its time, and not all that they ever had.
 * What identifies a payment at the processor is indexed only where there is something: most rows of a free visit have nothing.
 */
export const up = `
alter table visits add column booked tstzrange;
update visits set booked = case when offered_slot is null then during else
  tstzrange((offered_slot -> 'during' ->> 'start')::timestamptz, (offered_slot -> 'during' ->> 'end')::timestamptz) end;
alter table visits alter column booked set not null;
drop index visits_of_resident_by_time;
create index visits_of_resident_by_time on visits (resident_id, lower(booked));
drop index visits_lead_visitor_id_changed_at_idx;
create index visits_of_visitor_by_time on visits (lead_visitor_id, lower(booked));

alter table payments drop constraint payments_setup_session_id_key, drop constraint payments_authorization_id_key;
create unique index payments_of_setup_session on payments (setup_session_id) where setup_session_id is not null;
create unique index payments_of_authorization on payments (authorization_id) where authorization_id is not null;
`;
