/** One row from the moment a demonstration begins to be made until it is whole: one that was killed between is known by it. */
export const up = `
create table demo_making (began_at timestamptz not null);
`;
