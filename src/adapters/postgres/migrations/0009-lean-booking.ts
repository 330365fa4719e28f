/**
 * Booking in fewer writes. Claims live exactly as long as their visit: while nobody has decided, `visits.lapses_at` says until when, so that a
 * claim is written once and not again with every step of its visit; whoever needs a lapsed one releases it, holding the visit's row.
 * Neither visits nor claims are longer than a day, so that those near a time are one short stretch of an ordinary index. The constraint
 * compares resources by 64 bits of their hash, which are compared much faster than text; that two resources share them will not happen in
 * the life of any installation, and if it did somebody would be offered another time.
 * Rows that belong to a visit do not ask once more whether its agency exists: the visit was asked. Every such question locks the agency's
 * one row, for which all bookings of all facilities queued.
 * Rates and the names of stations are among what processes remember of a facility.
 */
export const up = `
drop index claims_expiring;
alter table claims drop column expires_at;
drop index claims_of_facility;
create index claims_of_facility on claims (facility_id, lower(during), upper(during)) where released_at is null;
alter table claims add constraint claims_are_short check (upper(during) - lower(during) <= interval '24 hours');
alter table claims add column resource_key bigint not null generated always as (hashtextextended(resource, 0)) stored;
alter table claims drop constraint claims_never_overlap;
alter table claims add constraint claims_never_overlap exclude using gist (resource_key with =, during with &&) where (released_at is null);

drop index visits_resident_id_idx;
drop index visits_facility_id_during_idx;
alter table visits add constraint visits_are_short check (upper(during) - lower(during) <= interval '24 hours');
create index visits_of_facility_by_time on visits (facility_id, lower(during), upper(during));
create index visits_lapsing on visits (lapses_at) where status in ('held', 'requested', 'revised');

alter table visit_events drop constraint visit_events_agency_id_fkey;
alter table claims drop constraint claims_agency_id_fkey;
alter table claims drop constraint claims_facility_id_fkey;
alter table deadlines drop constraint deadlines_agency_id_fkey;
alter table payments drop constraint payments_agency_id_fkey;
alter table audit_log drop constraint audit_log_agency_id_fkey;

/* Refuses a change of which not every row could be written, so that its commit, already on its way, becomes a rollback. */
create function demand_written(part text, written bigint, wanted integer) returns void language plpgsql as $$
begin
  if written <> wanted then
    raise exception 'of % rows of % only % could be written', wanted, part, written using errcode = 'OV001', constraint = part;
  end if;
end $$;

drop trigger station_changed on stations;
create trigger station_changed after insert or delete or update of facility_id, name, enabled, is_private, view_approved_at, turn_round_minutes on stations
  for each row execute function note_facility_change();
create trigger rate_changed after insert or update or delete on rates for each row execute function note_facility_change();
update facilities set facts_version = facts_version;
`;
