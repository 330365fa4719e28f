/**
 * A number on each facility that rises, in the same transaction, with every change of what the rules read of the facility itself: its row,
 * policies, timetable, one-off periods, blocked dates, stations and their units and blocks. A process may then keep what it has read for
 * as long as the number, read anew with the facts of each decision, is the same. That a station was seen is no such change.
 * Claims that end by themselves have an index of their own: whoever locks releases those that have expired, and they are few.
 */
export const up = `
alter table facilities add column facts_version bigint not null default 1;

create function raise_facts_version() returns trigger language plpgsql as $$
begin
  new.facts_version := old.facts_version + 1;
  return new;
end $$;
create trigger facility_changed before update on facilities for each row execute function raise_facts_version();

create function note_facility_change() returns trigger language plpgsql as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
begin
  update facilities set facts_version = facts_version where id in (
    select before ->> 'facility_id' union select after ->> 'facility_id'
    union select facility_id from stations where id in (before ->> 'station_id', after ->> 'station_id'));
  return null;
end $$;
create trigger policy_changed after insert or update or delete on policies for each row execute function note_facility_change();
create trigger timetable_changed after insert or update or delete on timetable_entries for each row execute function note_facility_change();
create trigger one_off_period_changed after insert or update or delete on one_off_periods for each row execute function note_facility_change();
create trigger blocked_date_changed after insert or update or delete on blocked_dates for each row execute function note_facility_change();
create trigger station_changed after insert or delete or update of facility_id, enabled, is_private, view_approved_at, turn_round_minutes on stations
  for each row execute function note_facility_change();
create trigger station_unit_changed after insert or update or delete on station_units for each row execute function note_facility_change();
create trigger station_block_changed after insert or update or delete on station_blocks for each row execute function note_facility_change();

create index claims_expiring on claims (expires_at) where released_at is null and expires_at is not null;
`;
