import type { VisitId } from '../core/shared/ids.ts';

/** Wakes whoever watches a call, at once and without waiting: something may have changed. Losing a wake costs half a second, never more. */
export interface CallWaker {
  wake(visitId: VisitId): void;
}
