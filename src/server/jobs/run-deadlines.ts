import type { VisitId } from '../../core/shared/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeadlineKind, DueDeadline } from '../../ports/deadlines.ts';
import type { UnitOfWork } from '../../ports/unit-of-work.ts';

/** What to do when a deadline of each kind has come; each is harmless to repeat. */
export type DeadlineActs = Readonly<Record<DeadlineKind, (visitId: VisitId) => Promise<void>>>;

export interface DeadlineParts {
  readonly clock: Clock;
  readonly work: UnitOfWork;
  readonly acts: DeadlineActs;
  /** Hears of an act that failed; its deadline comes back by itself, each time after a longer wait. */
  readonly onFailure: (error: unknown, deadline: DueDeadline) => void;
}

const AT_ONCE = 8;

/** Carries out everything that is due now, some at a time, until nothing is left. Several processes may do so at once. */
export async function runDueDeadlines({ clock, work, acts, onFailure }: DeadlineParts): Promise<void> {
  for (;;) {
    const due = await work.run((transaction) => transaction.deadlines.takeDue(clock.now(), AT_ONCE));
    await Promise.all(
      due.map(async (deadline) => {
        try {
          await acts[deadline.kind](deadline.visitId);
          await work.run((transaction) => transaction.deadlines.markDone(deadline.id, clock.now()));
        } catch (error) {
          onFailure(error, deadline);
        }
      }),
    );
    if (due.length < AT_ONCE) return;
  }
}
