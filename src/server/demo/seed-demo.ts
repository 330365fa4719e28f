import { StartRefused } from '../start-refused.ts';
import { buildFacilities } from './build-facilities.ts';
import { buildHistory } from './build-history.ts';
import { buildConnections, buildStaff, buildVisitors } from './build-people.ts';
import { buildRequests } from './build-requests.ts';
import type { DemoParts } from './demo-parts.ts';
import { topUpJoinableVisit } from './top-up.ts';

/** Key of the advisory lock: two app processes on one database make the demo data once. */
const DEMO_LOCK = 7_305_202;

/**
 * Makes the demo agencies on first start and a visit that can be joined now on every start. Relative to today, from a fixed seed, by the
 * builders that tests use and by the product's own use cases.
 * @throws StartRefused when an earlier start was killed before everything was made
 */
export async function seedDemo(parts: DemoParts): Promise<void> {
  const client = await parts.pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [DEMO_LOCK]);
    await refuseHalfADemo(parts);
    const known = await parts.db.selectFrom('agencies').select('id').executeTakeFirst();
    if (!known) await buildEverything(parts);
    await topUpJoinableVisit(parts);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [DEMO_LOCK]).catch(() => undefined);
    client.release();
  }
}

async function refuseHalfADemo({ db }: DemoParts): Promise<void> {
  const begun = await db.selectFrom('demo_making').select('began_at').executeTakeFirst();
  if (!begun) return;
  throw new StartRefused(
    'The demonstration was ended while it was being made, and half of it would only confuse. Delete the data folder (OPENVISIT_DATA; .data where it is not set) and start again. If you have set DATABASE_URL, empty that database as well.',
  );
}

async function buildEverything(parts: DemoParts): Promise<void> {
  await parts.db.insertInto('demo_making').values({ began_at: parts.clock.now().toString() }).execute();
  const facilities = await buildFacilities(parts);
  await buildStaff(parts, facilities);
  const visitors = await buildVisitors(parts);
  await buildConnections(parts, facilities, visitors);
  await buildHistory(parts, facilities, visitors);
  await buildRequests(parts, facilities, visitors);
  await parts.db.deleteFrom('demo_making').execute();
}
