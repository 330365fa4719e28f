import type { VisitId } from '../core/shared/ids.ts';

/** Shares the watching of calls among app processes. A turn is kept until it is given back or the process dies. */
export interface CallTurns {
  /** True when this process has the turn, newly or still. */
  take(visitId: VisitId): Promise<boolean>;
  giveBack(visitId: VisitId): Promise<void>;
  close(): Promise<void>;
}
