import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VisitorId } from '../../core/shared/ids.ts';
import type { SignedInVisitor } from '../../ports/visitor-authenticator.ts';
import type { AuthParts } from './auth-options.ts';

/** Prepared; made of better-auth's own tables (version 1.7.25, migration 0002) and our row of the visitor. */
const lookUp = {
  name: 'visitor-of-sign-in',
  text: `select v.id, v.language from auth_visitor_sign_ins s
    join auth_visitor_users u on u.id = s."userId" join visitors v on v.auth_user_id = u.id
    where s.token = $1 and s."expiresAt" > $2 and u."emailVerified" and v.deleted_at is null`,
};

/**
 * What every request asks: the same cookie, signature and rows that better-auth's own look judges, with one statement instead of three.
 * Like there, the instant is the machine's own.
 */
export async function visitorOfSignIn({ pool, secret }: AuthParts, cookieName: string, cookies: string): Promise<SignedInVisitor | null> {
  const token = signedToken(cookies, cookieName, secret);
  if (token === null) return null;
  const { rows } = await pool.query<{ id: VisitorId; language: string }>({ ...lookUp, values: [token, new Date()] });
  return rows[0] ? { visitorId: rows[0].id, language: rows[0].language === 'es' ? 'es' : 'en' } : null;
}

/** The value of a signed cookie, `token.base64 of its HMAC-SHA256`; null where it is absent or the signature is not ours. */
function signedToken(cookies: string, name: string, secret: string): string | null {
  const found = cookies.split(';').find((pair) => pair.trim().startsWith(`${name}=`));
  const value = found && decoded(found.trim().slice(name.length + 1));
  const dot = value ? value.lastIndexOf('.') : -1;
  if (!value || dot < 1) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const ours = createHmac('sha256', secret).update(token).digest();
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
