/** When a count of wrong secrets may be swept away: windows differ, and the account's hash does not tell which one it is. */
export const up = `
alter table sign_in_failures add column ends_at timestamptz;
update sign_in_failures set ends_at = first_at + interval '1 day';
alter table sign_in_failures alter column ends_at set not null;
`;
