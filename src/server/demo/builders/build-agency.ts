import type { Database } from '../../../adapters/postgres/database.ts';
import type { AgencyId } from '../../../core/shared/ids.ts';
import { newId } from './new-id.ts';

/** An authority that owns facilities, marked as one of a demonstration. */
export async function buildAgency(db: Database, plan: { readonly name?: string } = {}): Promise<AgencyId> {
  const id = newId('agy');
  await db
    .insertInto('agencies')
    .values({ id, name: plan.name ?? 'Cedar County' })
    .execute();
  await db.insertInto('demo_agencies').values({ agency_id: id }).execute();
  return id;
}
