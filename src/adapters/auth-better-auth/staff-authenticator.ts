import { createHmac, timingSafeEqual } from 'node:crypto';
import { betterAuth } from 'better-auth';
import type { StaffAuthenticator } from '../../ports/staff-authenticator.ts';
import { argon2id } from './argon2.ts';
import { type AuthParts, staffOptions } from './auth-options.ts';

/**
 * Staff accounts and sign-ins in better-auth's tables, through its own internal adapter: its sign-in route would sign in before the second
 * factor. Cookies carry a signature, so that a copy of the table alone signs nobody in.
 */
export function betterAuthStaff(parts: AuthParts): StaffAuthenticator {
  const auth = betterAuth(staffOptions(parts));
  const sign = (token: string): string => createHmac('sha256', parts.secret).update(`ov_staff ${token}`).digest('base64url');
  const tokenOf = (cookie: string): string | null => {
    const [token = '', signature = ''] = cookie.split('.');
    const expected = sign(token);
    return signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected)) ? token : null;
  };

  return {
    async accountByPassword(email, password) {
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true });
      const hashed = found?.accounts.find((account) => account.providerId === 'credential')?.password;
      if (!found || !hashed) {
        await argon2id.hash(password);
        return null;
      }
      return (await argon2id.verify(hashed, password)) ? found.user.id : null;
    },
    async startSignIn(authUserId) {
      const context = await auth.$context;
      const session = await context.internalAdapter.createSession(authUserId);
      return { cookie: `${session.token}.${sign(session.token)}`, seconds: context.sessionConfig.expiresIn };
    },
    async accountOf(cookie) {
      const token = tokenOf(cookie);
      const found = token ? await (await auth.$context).internalAdapter.findSession(token) : null;
      return found && found.session.expiresAt.getTime() > Date.now() ? found.user.id : null;
    },
    async endSignIn(cookie) {
      const token = tokenOf(cookie);
      if (token) await (await auth.$context).internalAdapter.deleteSession(token);
    },
    async setPassword(name, email, password) {
      const { internalAdapter } = await auth.$context;
      const hashed = await argon2id.hash(password);
      const known = await internalAdapter.findUserByEmail(email.toLowerCase());
      if (known) {
        await internalAdapter.updatePassword(known.user.id, hashed);
        await internalAdapter.deleteUserSessions(known.user.id);
        return known.user.id;
      }
      const made = await internalAdapter.createUser(
        { name, email: email.toLowerCase(), emailVerified: true },
        { method: 'email-password' },
      );
      await internalAdapter.linkAccount({ userId: made.id, providerId: 'credential', accountId: made.id, password: hashed });
      return made.id;
    },
  };
}
