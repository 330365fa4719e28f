import type { Temporal } from '../core/shared/time.ts';

/** The stored answer of a request that has already been carried out. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

export type ClaimedKey =
  /** Nobody has used the key: carry the request out, then `keep` or `forget`. */
  | { readonly outcome: 'ours' }
  | { readonly outcome: 'answered'; readonly answer: StoredAnswer }
  /** The same request is being carried out right now. */
  | { readonly outcome: 'running' }
  /** The key belongs to a request with other content. */
  | { readonly outcome: 'reused' };

/** Remembers answers by caller, route and `idempotency-key`, so that a repeated request does not happen twice. */
export interface IdempotencyStore {
  claim(scope: string, key: string, requestHash: string, now: Temporal.Instant): Promise<ClaimedKey>;
  keep(scope: string, key: string, answer: StoredAnswer): Promise<void>;
  /** After a refusal nothing was changed, so the key is free again. */
  forget(scope: string, key: string): Promise<void>;
  /** Deletes what is no longer remembered for anybody. */
  sweep(now: Temporal.Instant): Promise<void>;
}
