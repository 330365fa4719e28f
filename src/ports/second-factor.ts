import type { Temporal } from '../core/shared/time.ts';

/** One-time codes of authenticator apps (RFC 6238: six digits, 30 seconds, SHA-1, the only thing every app can do) and recovery codes. */
export interface SecondFactor {
  /** A new secret, sealed for storage, and in base 32 for the person. */
  newSecret(): { readonly sealed: string; readonly text: string };
  /** Seals a secret that is already known (demo accounts); base 32. */
  seal(text: string): string;
  /** What an authenticator app reads from a QR code. */
  uriOf(secretText: string, account: string): string;
  /** The time step whose code this is, at most one step off `now`; null when it is none. */
  stepOf(sealed: string, code: string, now: Temporal.Instant): number | null;
  /** The code of this moment. For the demo's page of codes and tests. */
  codeAt(sealed: string, now: Temporal.Instant): string;
  newRecoveryCodes(): { readonly codes: readonly string[]; readonly hashes: readonly string[] };
  hashRecoveryCode(code: string): string;
}
