import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../src/adapters/postgres/database.ts';
import type { VisitorId } from '../src/core/shared/ids.ts';

/**
 * Signs visitors in without asking each for a password, which is hashed slowly on purpose: the rows and the signed cookie are those of the
 * product's authenticator, which judges them on every request as it would any other. Answers the Cookie header of each.
 */
export async function signInVisitors(
  db: Database,
  visitors: readonly VisitorId[],
  secret: string,
): Promise<ReadonlyMap<VisitorId, string>> {
  const cookies = new Map<VisitorId, string>();
  const accounts = visitors.map((visitorId) => {
    const token = randomBytes(24).toString('hex');
    const signature = createHmac('sha256', secret).update(token).digest('base64');
    cookies.set(visitorId, `ov_visitor=${encodeURIComponent(`${token}.${signature}`)}`);
    return { visitorId, userId: randomUUID(), signInId: randomUUID(), token };
  });
  const rows = JSON.stringify(accounts);
  await sql`
      with account as (select * from jsonb_to_recordset(${rows}::jsonb) as a ("visitorId" text, "userId" text, "signInId" text, token text)),
        people as (
          insert into auth_visitor_users (id, name, email, "emailVerified", language, "birthOn")
          select a."userId", v.name, v.email, true, v.language, v.birth_on::text from account a join visitors v on v.id = a."visitorId" returning id
        ),
        signed_in as (
          insert into auth_visitor_sign_ins (id, "expiresAt", token, "updatedAt", "userId")
          select a."signInId", now() + interval '1 day', a.token, now(), p.id from account a join people p on p.id = a."userId"
        )
      update visitors set auth_user_id = a."userId" from account a where visitors.id = a."visitorId"`.execute(db);
  return cookies;
}
