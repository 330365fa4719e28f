import { createHash } from 'node:crypto';
import { type ChangePart, changeParts, type Rows, wholeParts } from './change-parts.ts';

export interface ChangeStatement {
  readonly name: string;
  readonly text: string;
  readonly values: string[];
}

/** A row that changes twice changes in two statements. */
const first: ReadonlySet<ChangePart> = new Set(['newVisits', 'changedVisit']);
/** What does not go with parts before it in the same statement, which it would undo or miss, or which have one row. */
const notAfter: Readonly<Partial<Record<ChangePart, readonly ChangePart[]>>> = {
  clearedDeadlines: ['clearedDeadlines', 'deadlines'],
  claimedVisit: ['claimedVisit', 'claims', 'releasedClaims'],
  releasedClaims: ['releasedClaims', 'claims', 'claimedVisit'],
  claims: ['releasedClaims'],
  payments: ['payments'],
};

/**
 * Everything one transaction wants to write and has not sent yet. A booking writes some twenty rows in nine tables, and twenty statements
 * cost both sides more than the rows do: they travel as one, each part's rows as JSON.
 */
export class PendingChange {
  readonly #parts = new Map<ChangePart, Readonly<Record<string, unknown>>[]>();

  get isEmpty(): boolean {
    return this.#parts.size === 0;
  }

  /** False when the change has to be sent before this can be added. */
  takes(part: ChangePart): boolean {
    if (first.has(part) && !this.isEmpty) return false;
    return !notAfter[part]?.some((earlier) => this.#parts.has(earlier));
  }

  add(part: ChangePart, rows: Rows): void {
    const known = this.#parts.get(part);
    if (known) known.push(...rows);
    else this.#parts.set(part, [...rows]);
  }

  /** The statement of all that was added, which is forgotten. */
  take(): ChangeStatement {
    const statement = { ...statementOf([...this.#parts.keys()]), values: [...this.#parts.values()].map((rows) => JSON.stringify(rows)) };
    this.#parts.clear();
    return statement;
  }
}

/** One part that is written by itself. */
export function changeOf(part: ChangePart, rows: Rows): ChangeStatement {
  return { ...statementOf([part]), values: [JSON.stringify(rows)] };
}

const statements = new Map<string, Pick<ChangeStatement, 'name' | 'text'>>();

/** The same parts make the same statement, which stays prepared. */
function statementOf(parts: readonly ChangePart[]): Pick<ChangeStatement, 'name' | 'text'> {
  const key = parts.join(' ');
  const known = statements.get(key);
  if (known) return known;
  const rowsOf = (index: number) => `$${index + 1}::jsonb`;
  const written = parts.map((part, index) => `"${part}" as (${changeParts[part](rowsOf(index))})`);
  const demanded = parts.flatMap((part, index) =>
    wholeParts.has(part) ? [`demand_written('${part}', (select count(*) from "${part}"), jsonb_array_length(${rowsOf(index)}))`] : [],
  );
  const made = {
    name: `change-${createHash('sha256').update(key).digest('base64url').slice(0, 16)}`,
    text: `with ${written.join(', ')} select ${demanded.join(', ')}`,
  };
  statements.set(key, made);
  return made;
}
