import type { Pool } from 'pg';
import type { SharedWork, UnitOfWork } from '../../ports/unit-of-work.ts';
import { FacilityMemory } from './booking/facility-memory.ts';
import { LiveNotifier } from './live-notifier.ts';
import { runInOwnTransaction, type TransactionParts, type Work } from './own-transaction.ts';
import { withRetries } from './retry.ts';
import { type TurnParts, Turns } from './turns/turns.ts';

export interface UnitOfWorkParts extends Omit<TransactionParts, 'facilities' | 'live'>, Pick<TurnParts, 'onTurn'> {
  readonly pool: Pool;
  /** Connections of `connectTurns`; without them no work shares its transaction. */
  readonly turnPool?: Pool;
}

/** Transactions on PostgreSQL at READ COMMITTED: claims lock before facts are read, the constraint judges. */
export function postgresUnitOfWork({ pool, turnPool, onTurn, ...given }: UnitOfWorkParts): UnitOfWork {
  const parts: TransactionParts = { ...given, facilities: new FacilityMemory(), live: new LiveNotifier(pool) };
  const run = <Answer>(work: Work<Answer>) => withRetries(({ factsApart }) => runInOwnTransaction({ ...parts, pool }, factsApart, work));
  if (!turnPool) return { run, runTogether: (_what, work) => run(work) };
  const newTurns = () => new Turns({ ...parts, pool: turnPool, alone: run, ...(onTurn && { onTurn }) });
  // Whoever holds a slot locks stations, whoever sends a request does not: neither waits for the other's turn.
  const turns: Readonly<Record<SharedWork, Turns>> = { 'hold-slot': newTurns(), 'request-visit': newTurns() };
  return { run, runTogether: (what, work) => turns[what].take(work) };
}
