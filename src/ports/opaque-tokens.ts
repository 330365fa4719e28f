/** Random secrets that only machines keep (cookies, enrollment codes): stored as a fast hash, never as they are. */
export interface OpaqueTokens {
  /** 256 random bits, fit for a cookie. */
  next(): { readonly token: string; readonly hash: string };
  /** Eight characters that people read out and type, without letters that look alike (40 bits; short-lived and one-time). */
  nextCode(): { readonly code: string; readonly hash: string };
  /** Digits for a keypad. */
  nextPin(digits: number): string;
  /** Case, spaces and dashes do not matter in codes that people type. */
  hashOf(token: string): string;
  hashOfCode(code: string): string;
}
