import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { betterAuth } from 'better-auth';
import type { StaffAuthenticator } from '../../ports/staff-authenticator.ts';
import { argon2id } from './argon2.ts';
import { type AuthParts, RESET_SECONDS, staffOptions } from './auth-options.ts';

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
  const resetOf = (token: string): string => `reset-password:${token}`;
  const replacePassword = async (authUserId: string, hashed: string): Promise<void> => {
    const { adapter, internalAdapter } = await auth.$context;
    await internalAdapter.updatePassword(authUserId, hashed);
    await internalAdapter.deleteUserSessions(authUserId);
    await adapter.deleteMany({ model: 'verification', where: [{ field: 'value', value: authUserId }] });
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
    async accountByEmail(email) {
      return (await (await auth.$context).internalAdapter.findUserByEmail(email.toLowerCase()))?.user.id ?? null;
    },
    async openReset(authUserId) {
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(Date.now() + RESET_SECONDS * 1_000);
      await (await auth.$context).internalAdapter.createVerificationValue({ identifier: resetOf(token), value: authUserId, expiresAt });
      return token;
    },
    async accountOfReset(token) {
      const found = await (await auth.$context).internalAdapter.findVerificationValue(resetOf(token));
      return found && found.expiresAt.getTime() > Date.now() ? found.value : null;
    },
    async resetPassword(token, password) {
      const hashed = await argon2id.hash(password);
      const used = await (await auth.$context).internalAdapter.consumeVerificationValue(resetOf(token));
      if (!used) return false;
      await replacePassword(used.value, hashed);
      return true;
    },
    async setPassword(name, email, password) {
      const { internalAdapter } = await auth.$context;
      const hashed = await argon2id.hash(password);
      const known = await internalAdapter.findUserByEmail(email.toLowerCase());
      if (known) {
        await replacePassword(known.user.id, hashed);
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
