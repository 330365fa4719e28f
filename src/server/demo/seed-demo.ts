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
 */
export async function seedDemo(parts: DemoParts): Promise<void> {
  const client = await parts.pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [DEMO_LOCK]);
    const known = await parts.db.selectFrom('agencies').select('id').executeTakeFirst();
    if (!known) await buildEverything(parts);
    await topUpJoinableVisit(parts);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [DEMO_LOCK]).catch(() => undefined);
    client.release();
  }
}

async function buildEverything(parts: DemoParts): Promise<void> {
  const facilities = await buildFacilities(parts);
  await buildStaff(parts, facilities);
  const visitors = await buildVisitors(parts);
  await buildConnections(parts, facilities, visitors);
  await buildHistory(parts, facilities, visitors);
  await buildRequests(parts, facilities, visitors);
}
