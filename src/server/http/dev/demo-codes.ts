import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../../../adapters/postgres/tables.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { OpaqueTokens } from '../../../ports/opaque-tokens.ts';
import type { SecondFactor } from '../../../ports/second-factor.ts';

export interface DemoCodesParts {
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly secondFactor: SecondFactor;
  readonly tokens: OpaqueTokens;
  readonly secret: string;
}

/** Codes of this moment of enrolled staff, all or those of one address. */
export async function staffCodes(
  { db, clock, secondFactor }: DemoCodesParts,
  email: string | null,
): Promise<readonly { readonly name: string; readonly email: string; readonly code: string }[]> {
  const rows = await db
    .selectFrom('staff')
    .innerJoin('staff_second_factors', 'staff_second_factors.staff_id', 'staff.id')
    .select(['staff.name', 'staff.email', 'staff_second_factors.sealed_secret'])
    .$if(email !== null, (query) => query.where('staff.email', '=', email ?? ''))
    .orderBy('staff.email')
    .execute();
  return rows.map((row) => ({ name: row.name, email: row.email, code: secondFactor.codeAt(row.sealed_secret, clock.now()) }));
}

/** Minutes in which a station's demo code stays the same, so that a page that reloads does not take back the code somebody is typing. */
const SAME_MINUTES = 10;

/** Enrollment codes of every station, issued by looking at them; unlike a code of an admin, looking ends no device. */
export async function stationCodes({
  db,
  clock,
  tokens,
  secret,
}: DemoCodesParts): Promise<readonly { readonly name: string; readonly facility: string; readonly code: string }[]> {
  const now = clock.now();
  const window = Math.floor(now.epochMilliseconds / (SAME_MINUTES * 60_000));
  const rows = await db
    .selectFrom('stations')
    .innerJoin('facilities', 'facilities.id', 'stations.facility_id')
    .select(['stations.id', 'stations.name', 'facilities.name as facility'])
    .orderBy('facilities.name')
    .orderBy('stations.name')
    .execute();
  const codes = rows.map((row) => ({ ...row, code: codeOf(secret, `${row.id} ${window}`) }));
  for (const { id, code } of codes) {
    await db
      .updateTable('stations')
      .set({ enrollment_code_hash: tokens.hashOfCode(code), enrollment_expires_at: now.add({ minutes: 2 * SAME_MINUTES }).toString() })
      .where('id', '=', id)
      .execute();
  }
  return codes.map(({ name, facility, code }) => ({ name, facility, code }));
}

/** Eight digits from a keyed hash. */
function codeOf(secret: string, what: string): string {
  const number = createHmac('sha256', secret).update(`demo station ${what}`).digest().readUInt32BE(0);
  return String(number % 100_000_000).padStart(8, '0');
}
