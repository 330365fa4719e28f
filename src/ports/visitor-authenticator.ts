import type { VisitorId } from '../core/shared/ids.ts';

/** An account as the authenticator keeps it. The visitor's row is ours and is made from it at the first sign-in. */
export interface VisitorAccount {
  readonly authUserId: string;
  readonly email: string;
  readonly name: string;
  readonly emailVerified: boolean;
  readonly language: 'en' | 'es';
  /** ISO date. */
  readonly birthOn: string;
}

/** Somebody has just signed in; `cookies` are lines for Set-Cookie. */
export interface SignedInAccount {
  readonly account: VisitorAccount;
  readonly cookies: readonly string[];
}

export interface SignedInVisitor {
  readonly visitorId: VisitorId;
  readonly language: 'en' | 'es';
}

/** How visitors prove who they are. Passwords and sign-ins stay inside; we see accounts and cookies. */
export interface VisitorAuthenticator {
  /** `known`: a verified account has this address, nothing was changed. Otherwise an account is made and the verification mail goes out. */
  signUp(wish: {
    readonly name: string;
    readonly email: string;
    readonly password: string;
    readonly birthOn: string;
    readonly language: 'en' | 'es';
  }): Promise<'made' | 'known'>;
  /** Mails a verification link to an account that needs one; silent about any other address. */
  sendVerification(email: string): Promise<void>;
  /** Null when the token is broken, too old or already used. */
  verifyEmail(token: string): Promise<SignedInAccount | null>;
  signIn(email: string, password: string): Promise<SignedInAccount | 'wrong' | 'not-verified'>;
  /** Mails a link to choose a new password; silent about unknown addresses. */
  sendPasswordReset(email: string): Promise<void>;
  /** Ends every sign-in of the account. False when the token is wrong or too old. */
  resetPassword(token: string, password: string): Promise<boolean>;
  /**
   * The visitor who is signed in by these cookies (the value of a Cookie header), for every request: as cheap as can be. Null also where an
   * account has no visitor yet; `accountOf` knows it.
   */
  visitorOf(cookies: string): Promise<SignedInVisitor | null>;
  /** Whose account is signed in by these cookies. */
  accountOf(cookies: string): Promise<VisitorAccount | null>;
  /** Ends the sign-in; answers the lines that delete the cookies. */
  signOut(cookies: string): Promise<readonly string[]>;
  passwordFits(authUserId: string, password: string): Promise<boolean>;
  /** Deletes account, password and all sign-ins. */
  deleteAccount(authUserId: string): Promise<void>;
}
