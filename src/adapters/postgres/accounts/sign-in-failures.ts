import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { SignInFailures } from '../../../ports/sign-in-failures.ts';
import type { Database } from '../database.ts';
import { instantOf } from './instants.ts';

/** `sign_in_failures`: the account is kept as a hash, because half of what people type there are other people's addresses. */
export function postgresSignInFailures(db: Database): SignInFailures {
  return {
    async countSince(account, windowStart) {
      const row = await db
        .selectFrom('sign_in_failures')
        .select(['failures', 'first_at'])
        .where('account_hash', '=', hashOf(account))
        .where('first_at', '>=', new Date(windowStart.epochMilliseconds))
        .executeTakeFirst();
      return row ? { failures: row.failures, firstAt: instantOf(row.first_at) } : null;
    },
    async note(account, now, windowStart) {
      const start = new Date(windowStart.epochMilliseconds);
      const endsAt = now.add(windowStart.until(now));
      const row = await db
        .insertInto('sign_in_failures')
        .values({ account_hash: hashOf(account), failures: 1, first_at: now.toString(), ends_at: endsAt.toString() })
        .onConflict((conflict) =>
          conflict.column('account_hash').doUpdateSet({
            failures: sql<number>`case when sign_in_failures.first_at >= ${start} then sign_in_failures.failures + 1 else 1 end`,
            first_at: sql<Date>`case when sign_in_failures.first_at >= ${start} then sign_in_failures.first_at else excluded.first_at end`,
            ends_at: sql<Date>`case when sign_in_failures.first_at >= ${start} then sign_in_failures.ends_at else excluded.ends_at end`,
          }),
        )
        .returning('failures')
        .executeTakeFirstOrThrow();
      return row.failures;
    },
    async sweep(now) {
      await db.deleteFrom('sign_in_failures').where('ends_at', '<', new Date(now.epochMilliseconds)).execute();
    },
    async clear(account) {
      await db.deleteFrom('sign_in_failures').where('account_hash', '=', hashOf(account)).execute();
    },
  };
}

function hashOf(account: string): string {
  return createHash('sha256').update(account.toLowerCase()).digest('base64url');
}
