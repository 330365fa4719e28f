import type { BetterAuthOptions } from 'better-auth';
import type { Pool } from 'pg';
import { argon2id } from './argon2.ts';

export interface AuthParts {
  readonly pool: Pool;
  /** Signs cookies and the tokens in mails. */
  readonly secret: string;
  readonly publicUrl: string;
}

/** Whom a link goes to. */
export interface Addressee {
  readonly email: string;
  readonly language: 'en' | 'es';
}

/** Brings the tokens of links to people; we neither store nor log them. */
export interface VisitorTokenDelivery {
  readonly verification: (to: Addressee, token: string) => Promise<void>;
  readonly reset: (to: Addressee, token: string) => Promise<void>;
}

interface Link {
  readonly user: { readonly email: string; readonly language?: unknown };
  readonly token: string;
}

function addresseeOf(user: Link['user']): Addressee {
  return { email: user.email, language: user.language === 'es' ? 'es' : 'en' };
}

/** Seconds. */
const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Life of a link to choose a new password. */
export const RESET_SECONDS = HOUR;

/**
 * What visitors and staff have in common. Nothing of better-auth is mounted: its limits and origin checks act in its own HTTP handler only,
 * ours act in front of it. Its tables are made by our migration; `face` names them.
 */
function options(parts: AuthParts, face: 'visitor' | 'staff') {
  return {
    appName: 'OpenVisit',
    baseURL: parts.publicUrl,
    secret: parts.secret,
    database: parts.pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    user: { modelName: `auth_${face}_users` },
    session: { modelName: `auth_${face}_sign_ins`, disableSessionRefresh: true },
    account: { modelName: `auth_${face}_accounts` },
    // Hashed, so that a copy of the table alone changes nobody's password.
    verification: { modelName: `auth_${face}_verifications`, storeIdentifier: 'hashed' },
    advanced: {
      useSecureCookies: parts.publicUrl.startsWith('https://'),
      cookiePrefix: `ov_${face}`,
      cookies: { session_token: { name: `ov_${face}`, attributes: { sameSite: 'lax', httpOnly: true, path: '/' } } },
    },
  } as const satisfies BetterAuthOptions;
}

const passwords = {
  enabled: true,
  minPasswordLength: 10,
  maxPasswordLength: 200,
  password: { hash: argon2id.hash, verify: ({ hash, password }: { hash: string; password: string }) => argon2id.verify(hash, password) },
} as const;

/** Visitors: verified address before the first sign-in, signed in for a month. */
export function visitorOptions(parts: AuthParts, deliver: VisitorTokenDelivery) {
  const common = options(parts, 'visitor');
  return {
    ...common,
    user: {
      ...common.user,
      additionalFields: { language: { type: 'string', required: true }, birthOn: { type: 'string', required: true } },
    },
    session: { ...common.session, expiresIn: 30 * DAY },
    emailAndPassword: {
      ...passwords,
      requireEmailVerification: true,
      autoSignIn: false,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: RESET_SECONDS,
      sendResetPassword: ({ user, token }: Link) => deliver.reset(addresseeOf(user), token),
    },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: true,
      expiresIn: DAY,
      sendVerificationEmail: ({ user, token }: Link) => deliver.verification(addresseeOf(user), token),
    },
  } as const satisfies BetterAuthOptions;
}

/** Staff: accounts are made by us, signed in for one shift, and only after the second factor. */
export function staffOptions(parts: AuthParts) {
  const common = options(parts, 'staff');
  return {
    ...common,
    session: { ...common.session, expiresIn: 12 * HOUR },
    emailAndPassword: { ...passwords, disableSignUp: true, autoSignIn: false },
  } as const satisfies BetterAuthOptions;
}
