import pg from 'pg';
import { SlotTaken } from '../../ports/claims.ts';
import { VisitChanged } from '../../ports/visit-store.ts';

/** Serialization failure and deadlock: the same work can succeed when it is done again. */
const RETRYABLE = new Set(['40001', '40P01']);
const MOST_RETRIES = 3;

/** Reading all facts at once failed for a reason that may concern one part only; the work is done again, reading them apart. */
export class FactsUnreadable extends Error {
  constructor(options: ErrorOptions) {
    super('the facts could not be read at once', options);
    this.name = 'FactsUnreadable';
  }
}

/** Does the work again, at most three times, when PostgreSQL says that a retry can succeed, and once with facts read apart. */
export async function withRetries<Answer>(work: (how: { readonly factsApart: boolean }) => Promise<Answer>): Promise<Answer> {
  let factsApart = false;
  for (let retries = 0; ; retries++) {
    try {
      return await work({ factsApart });
    } catch (error) {
      const readApart = error instanceof FactsUnreadable && !factsApart;
      if (readApart) factsApart = true;
      else if (!isRetryable(error) || retries >= MOST_RETRIES) throw translated(error);
    }
  }
}

/** True for errors after which the same transaction may succeed. */
export function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code !== undefined && RETRYABLE.has(error.code);
}

/** The exclusion constraint is the judge of double booking: its refusal becomes the port's own error, as do those of a change (migration 0009). */
function translated(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  switch (error.constraint) {
    case 'claims_never_overlap':
    case 'claimedVisit':
      return new SlotTaken({ cause: error });
    case 'changedVisit':
      return new VisitChanged({ cause: error });
    default:
      return error;
  }
}
