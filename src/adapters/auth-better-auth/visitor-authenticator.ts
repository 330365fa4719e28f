import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import type { VisitorAccount, VisitorAuthenticator } from '../../ports/visitor-authenticator.ts';
import { argon2id } from './argon2.ts';
import { type AuthParts, type VisitorTokenDelivery, visitorOptions } from './auth-options.ts';
import { headersWith, setCookiesOf } from './cookie-headers.ts';
import { visitorsOfSignIns } from './visitor-of-sign-in.ts';

/** Visitors' sign-in by better-auth. Every instant in it is the machine's own: it knows no clock port. */
export function betterAuthVisitors(parts: AuthParts, deliver: VisitorTokenDelivery): VisitorAuthenticator {
  const auth = betterAuth(visitorOptions(parts, deliver));
  const visitorOfSignIn = visitorsOfSignIns(parts);

  const findUser = async (email: string) =>
    (await (await auth.$context).internalAdapter.findUserByEmail(email.toLowerCase()))?.user ?? null;

  const passwordFits = async (authUserId: string, password: string): Promise<boolean> => {
    const accounts = await (await auth.$context).internalAdapter.findAccounts(authUserId);
    const hashed = accounts.find((account) => account.providerId === 'credential')?.password;
    return hashed ? argon2id.verify(hashed, password) : false;
  };

  return {
    async signUp({ name, email, password, birthOn, language }) {
      const known = await findUser(email);
      if (known?.emailVerified) {
        await argon2id.hash(password); // as long as a true sign-up takes
        return 'known';
      }
      // Two passwords for one address come from two people, perhaps, of whom only the owner gets the mail: neither password counts then, else
      // the mail of a stranger's sign-up would open the owner's account to that stranger. The link signs in; a new password is chosen by mail.
      const isDisputed = known !== null && !(await passwordFits(known.id, password));
      if (known) await (await auth.$context).internalAdapter.deleteUser(known.id);
      try {
        const chosen = isDisputed ? randomBytes(32).toString('base64url') : password;
        await auth.api.signUpEmail({ body: { name, email: email.toLowerCase(), password: chosen, birthOn, language } });
      } catch (error) {
        // Somebody else signed up with the address in the same moment: theirs stands.
        if (!isRefusal(error)) throw error;
      }
      return 'made';
    },
    async sendVerification(email) {
      const user = await findUser(email);
      if (user && !user.emailVerified) await auth.api.sendVerificationEmail({ body: { email: user.email } });
    },
    async verifyEmail(token) {
      try {
        const { headers } = await auth.api.verifyEmail({ query: { token }, headers: new Headers(), returnHeaders: true });
        const cookies = setCookiesOf(headers);
        // Without a cookie the address was verified before: a link signs in once.
        const session = cookies.length > 0 ? await auth.api.getSession({ headers: headersWith(requestCookies(cookies)) }) : null;
        return session ? { account: accountOf(session.user), cookies } : null;
      } catch (error) {
        if (isRefusal(error)) return null;
        throw error;
      }
    },
    async signIn(email, password) {
      try {
        const { headers, response } = await auth.api.signInEmail({
          body: { email, password },
          headers: new Headers(),
          returnHeaders: true,
        });
        const user = await (await auth.$context).internalAdapter.findUserById(response.user.id);
        return user ? { account: accountOf(user), cookies: setCookiesOf(headers) } : 'wrong';
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return error.body?.code === 'EMAIL_NOT_VERIFIED' ? 'not-verified' : 'wrong';
      }
    },
    async sendPasswordReset(email) {
      await auth.api.requestPasswordReset({ body: { email: email.toLowerCase() } });
    },
    async resetPassword(token, password) {
      try {
        await auth.api.resetPassword({ body: { token, newPassword: password } });
        return true;
      } catch (error) {
        if (isRefusal(error)) return false;
        throw error;
      }
    },
    async visitorOf(cookies) {
      return visitorOfSignIn((await auth.$context).authCookies.sessionToken.name, cookies);
    },
    async accountOf(cookies) {
      const session = await auth.api.getSession({ headers: headersWith(cookies) });
      return session ? accountOf(session.user) : null;
    },
    async signOut(cookies) {
      const { headers } = await auth.api.signOut({ headers: headersWith(cookies), returnHeaders: true });
      return setCookiesOf(headers);
    },
    passwordFits,
    async deleteAccount(authUserId) {
      await (await auth.$context).internalAdapter.deleteUser(authUserId);
    },
  };
}

type Refused = APIError & { readonly body?: { readonly code?: string } };

/** An answer of better-auth that says no; anything else is a fault. */
function isRefusal(error: unknown): error is Refused {
  return error instanceof APIError && error.statusCode < 500;
}

/** The Cookie header a browser would send after these Set-Cookie lines. */
function requestCookies(setCookies: readonly string[]): string {
  return setCookies.map((line) => line.split(';')[0] ?? '').join('; ');
}

function accountOf(user: {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly emailVerified: boolean;
}): VisitorAccount {
  const { language, birthOn } = user as { readonly language?: unknown; readonly birthOn?: unknown };
  return {
    authUserId: user.id,
    email: user.email,
    name: user.name,
    emailVerified: user.emailVerified,
    language: language === 'es' ? 'es' : 'en',
    birthOn: String(birthOn),
  };
}
