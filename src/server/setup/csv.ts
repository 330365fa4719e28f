/** A row of a comma-separated file and the line on which it begins, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads RFC 4180: quoted cells may hold commas, doubled quotes and line breaks. Empty lines are left out; cells are trimmed. */
export function readCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let [cells, cell, quoted, line, begins]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endRow = (): void => {
    cells.push(cell.trim());
    if (cells.some((one) => one !== '')) rows.push({ line: begins, cells });
    cells = [];
    cell = '';
  };
  const whole = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  for (let at = 0; at < whole.length; at++) {
    const character = whole.charAt(at);
    if (character === '\n') line += 1;
    if (quoted && character === '"' && whole.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (!quoted && character === ',') {
      cells.push(cell.trim());
      cell = '';
    } else if (!quoted && character === '\n') {
      endRow();
      begins = line;
    } else cell += character;
  }
  endRow();
  return rows;
}
