import type { RestrictionId } from '../shared/ids.ts';
import type { Temporal } from '../shared/time.ts';

export const restrictionKinds = ['ban', 'no-contact-order', 'non-contact', 'child-review', 'child-refuse', 'sanction'] as const;
export type RestrictionKind = (typeof restrictionKinds)[number];

/**
 * A dated limit (P5) that concerns this wish: the reader has already matched it by account, e-mail, name and birth date among the lead
 * visitor and guests, so the core only weighs it.
 */
export interface Restriction {
  readonly id: RestrictionId;
  readonly kind: RestrictionKind;
  readonly of: 'visitor' | 'resident' | 'pair';
  readonly start: Temporal.Instant;
  /** Null = until lifted. */
  readonly end: Temporal.Instant | null;
  /** A court's dated exceptions to a no-contact order. */
  readonly exceptions: readonly { readonly start: Temporal.Instant; readonly end: Temporal.Instant }[];
}
