/**
 * What booking adds: claims name their facility, so that its taken times are found without a walk through visits; deadlines and mails keep
 * how often they were tried, so that what fails comes back later and two processes never take the same one.
 */
export const up = `
alter table claims add column facility_id text references facilities;
update claims set facility_id = visits.facility_id from visits where visits.id = claims.visit_id;
alter table claims alter column facility_id set not null;
create index claims_of_facility on claims (facility_id, upper(during)) where released_at is null;

alter table deadlines add column taken_until timestamptz, add column attempts integer not null default 0;

alter table outbox_mails add column visit_id text references visits, add column kind text, add column attempts integer not null default 0, add column next_try_at timestamptz;
create index outbox_mails_waiting on outbox_mails (id) where sent_at is null;

create index visits_of_resident_by_time on visits (resident_id, lower(during));
create index movements_of_visit on movements (visit_id, id desc);
`;
