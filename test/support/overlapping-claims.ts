import type { Pool } from 'pg';

/** Pairs of active claims that have one resource for overlapping time: what must never exist. Asks the rows, not the constraint. */
export async function overlappingClaims(pool: Pool): Promise<readonly { readonly resource: string }[]> {
  const { rows } = await pool.query<{ resource: string }>(`
    select a.resource from claims a join claims b
      on a.resource = b.resource and a.id < b.id and a.during && b.during and a.released_at is null and b.released_at is null`);
  return rows;
}
