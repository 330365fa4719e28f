/**
 * Which agencies a demonstration has made, so that one never starts on anybody else's database. Demonstrations of before are known by the
 * addresses of their staff; `.example` belongs to nobody (RFC 2606).
 */
export const up = `
create table demo_agencies (agency_id text primary key references agencies on delete cascade);
insert into demo_agencies select distinct agency_id from staff where email like '%@cedar.example' or email like '%@northfield.example';
`;
