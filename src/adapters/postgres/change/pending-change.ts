import { createHash } from 'node:crypto';
import { type ChangePart, changeParts, changePartsOfMany, partsOfOne, type Rows, wholeParts } from './change-parts.ts';

export interface ChangeStatement {
  readonly name: string;
  readonly text: string;
  readonly values: string[];
}

/** Whose rows: of one work, or of works of a turn, which concern different visits. */
export type ChangeOf = 'of-one' | 'of-many';

/** What does not go with parts before it in the same statement, which it would undo or miss, or which have one row: a row that changes twice changes in two statements. */
const notAfter: Readonly<Partial<Record<ChangePart, readonly ChangePart[]>>> = {
  newVisits: ['newVisits', 'changedVisit'],
  changedVisit: ['newVisits', 'changedVisit'],
  clearedDeadlines: ['clearedDeadlines', 'deadlines'],
  claimedVisit: ['claimedVisit', 'claims', 'releasedClaims'],
  releasedClaims: ['releasedClaims', 'claims', 'claimedVisit'],
  claims: ['releasedClaims'],
  payments: ['payments'],
};

/**
 * Everything one transaction wants to write and has not sent yet. A booking writes a dozen rows in five tables, and as many statements
 * cost both sides more than the rows do: they travel as one, each part's rows as JSON.
 */
export class PendingChange {
  readonly #of: ChangeOf;
  readonly #parts = new Map<ChangePart, Readonly<Record<string, unknown>>[]>();

  constructor(of: ChangeOf = 'of-one') {
    this.#of = of;
  }

  get isEmpty(): boolean {
    return this.#parts.size === 0;
  }

  /** False when the change has to be sent before this can be added; in a turn, when it cannot be added at all. */
  takes(part: ChangePart): boolean {
    if (this.#of === 'of-many' && partsOfOne.has(part)) return false;
    return !notAfter[part]?.some((earlier) => this.#parts.has(earlier));
  }

  add(part: ChangePart, rows: Rows): void {
    const known = this.#parts.get(part);
    if (known) known.push(...rows);
    else this.#parts.set(part, [...rows]);
  }

  /** What was added to a part and not taken yet. */
  rowsOf(part: ChangePart): Rows {
    return this.#parts.get(part) ?? [];
  }

  /** Adds what another work of the turn wants to write. */
  addAll(other: PendingChange): void {
    for (const [part, rows] of other.#parts) this.add(part, rows);
  }

  /** The statement of all that was added, which is forgotten. */
  take(): ChangeStatement {
    const parts = inOrder.filter((part) => this.#parts.has(part));
    const statement = { ...statementOf(parts, this.#of), values: parts.map((part) => JSON.stringify(this.#parts.get(part))) };
    this.#parts.clear();
    return statement;
  }
}

/** Always the same, so that the same parts make one statement whatever was added first. */
const inOrder = Object.keys(changeParts) as ChangePart[];

/** One part that is written by itself. */
export function changeOf(part: ChangePart, rows: Rows, of: ChangeOf = 'of-one'): ChangeStatement {
  return { ...statementOf([part], of), values: [JSON.stringify(rows)] };
}

const changeTextsOfMany: Readonly<Partial<Record<ChangePart, (rows: string) => string>>> = changePartsOfMany;

const statements = new Map<string, Pick<ChangeStatement, 'name' | 'text'>>();

/** The same parts make the same statement, which stays prepared. */
function statementOf(parts: readonly ChangePart[], of: ChangeOf): Pick<ChangeStatement, 'name' | 'text'> {
  const key = `${of} ${parts.join(' ')}`;
  const known = statements.get(key);
  if (known) return known;
  const textOf = (part: ChangePart) => (of === 'of-many' && changeTextsOfMany[part]) || changeParts[part];
  const rowsOf = (index: number) => `$${index + 1}::jsonb`;
  // Not the names of the tables, which would mean the rows just written in the parts after them.
  const written = parts.map((part, index) => `"wrote_${part}" as (${textOf(part)(rowsOf(index))})`);
  const demanded = parts.flatMap((part, index) =>
    wholeParts.has(part) ? [`demand_written('${part}', (select count(*) from "wrote_${part}"), jsonb_array_length(${rowsOf(index)}))`] : [],
  );
  const made = {
    name: `change-${createHash('sha256').update(key).digest('base64url').slice(0, 16)}`,
    text: `with ${written.join(', ')} select ${demanded.join(', ')}`,
  };
  statements.set(key, made);
  return made;
}
