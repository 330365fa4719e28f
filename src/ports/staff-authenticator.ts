/** First factor and sign-ins of staff. The second factor is our own, see second-factor.ts; nobody is signed in before it. */
export interface StaffAuthenticator {
  /** The account whose address and password these are, or null; takes as long for an unknown address. Signs nobody in. */
  accountByPassword(email: string, password: string): Promise<string | null>;
  /** After both factors: the value of the sign-in cookie and its life in seconds. */
  startSignIn(authUserId: string): Promise<{ readonly cookie: string; readonly seconds: number }>;
  /** The account signed in by this cookie value, or null. */
  accountOf(cookie: string): Promise<string | null>;
  endSignIn(cookie: string): Promise<void>;
  /** The account with this address, or null. */
  accountByEmail(email: string): Promise<string | null>;
  /** A token for a mail: who brings it within the hour may choose a new password, once. Kept as a hash. */
  openReset(authUserId: string): Promise<string>;
  /** The account whose password this token may replace, or null when it is wrong, used or too old. The token stays good. */
  accountOfReset(token: string): Promise<string | null>;
  /** Replaces the password; ends the account's sign-ins and what other tokens it had. False when the token is wrong, used or too old. */
  resetPassword(token: string, password: string): Promise<boolean>;
  /** Makes an account, or gives a known address a new password and ends its sign-ins and tokens; answers the account's id. */
  setPassword(name: string, email: string, password: string): Promise<string>;
}
