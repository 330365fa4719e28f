/**
 * A visit is at a station, and a station never moves: one foreign key says that visit, station, facility and agency belong together, where
 * three said that each exists, and locked the one row of the agency and that of the facility with every booking.
 * Claims are found by their visit; their number only tells those of one visit apart.
 * Only requests that wait are looked for by their status. An index of every status was written twice by each booking.
 */
export const up = `
alter table stations add constraint stations_of_facility unique (id, facility_id, agency_id);
alter table visits drop constraint visits_station_id_fkey, drop constraint visits_facility_id_fkey, drop constraint visits_agency_id_fkey;
alter table visits add constraint visits_at_station foreign key (station_id, facility_id, agency_id) references stations (id, facility_id, agency_id);

alter table claims drop constraint claims_pkey;
alter table claims add primary key (visit_id, id);
drop index claims_visit_id_idx;

drop index visits_facility_id_status_idx;
create index visits_requested on visits (facility_id) where status = 'requested';
`;
