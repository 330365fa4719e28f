import type { AgencyId, VisitId } from '../core/shared/ids.ts';
import type { Temporal } from '../core/shared/time.ts';

export const deadlineKinds = ['lapse', 'authorize', 'mend-payment', 'open', 'call-tick', 'settle'] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

export interface DueDeadline {
  readonly id: string;
  readonly visitId: VisitId;
  readonly kind: DeadlineKind;
}

/**
 * Rows compared with the clock port; a job only wakes whoever looks. Set in the transaction of the change that makes them. Nobody sets a
 * `lapse`: it comes due by the visit's own `lapsesAt`.
 */
export interface Deadlines {
  set(agencyId: AgencyId, visitId: VisitId, kind: Exclude<DeadlineKind, 'lapse'>, dueAt: Temporal.Instant): Promise<void>;
  /** Takes back what has not come due, e.g. when a visit ends. */
  clear(visitId: VisitId, kinds: readonly DeadlineKind[]): Promise<void>;
  /** Locks what is due, lapses among it, so that no other process takes it (`skip locked`). */
  takeDue(now: Temporal.Instant, most: number): Promise<readonly DueDeadline[]>;
  markDone(id: string, now: Temporal.Instant): Promise<void>;
}
