import { z } from 'zod';
import { digitsOf, MOST_BOOKING_DIGITS } from '../../core/people/booking-number.ts';
import { type CsvRow, readCsv } from './csv.ts';

/** A resident as the facility's list has them. */
export interface ListedResident {
  readonly bookingNumber: string;
  readonly name: string;
  /** Date of birth, YYYY-MM-DD. */
  readonly birthOn: string;
  /** Null: just booked in. */
  readonly unit: string | null;
  /** Addresses on this resident's own visitor list, in lower case. */
  readonly emails: readonly string[];
}

const columns = {
  booking_number: z
    .string()
    .min(1, 'is missing')
    .max(30, 'is longer than 30 characters')
    .refine((text) => text === '' || digitsOf(text) !== '', 'has no digit, and stations have a pad of digits alone')
    .refine(
      (text) => digitsOf(text).length <= MOST_BOOKING_DIGITS,
      `has more than ${MOST_BOOKING_DIGITS} digits, the most that a station takes`,
    ),
  name: z.string().min(2, 'needs at least 2 characters').max(120, 'is longer than 120 characters'),
  birth_date: z.iso.date('must be a date like 1994-03-08'),
  housing_unit: z.string().max(120, 'is longer than 120 characters'),
  listed_emails: z
    .string()
    .toLowerCase()
    .transform((text) => [...new Set(text.split(';').map((one) => one.trim()))].filter((one) => one !== ''))
    .pipe(z.array(z.email('must be e-mail addresses with ; between them'))),
} as const;
type Column = keyof typeof columns;
const names = Object.keys(columns) as Column[];

/**
 * Reads a list of residents with the columns booking_number, name, birth_date, housing_unit and listed_emails in any order.
 * @param today YYYY-MM-DD; nobody is born after it
 * @returns the residents, or every problem with its line and column; never half of the list
 */
export function readResidentFile(
  text: string,
  today: string,
): { readonly residents: readonly ListedResident[] } | { readonly problems: readonly string[] } {
  const [head, ...rows] = readCsv(text);
  const found = head?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const missing = names.filter((name) => !found.includes(name));
  if (missing.length > 0) return { problems: [`line 1: the column ${missing.join(', ')} is missing (${names.join(',')})`] };
  if (rows.length === 0) return { problems: ['nobody is in it'] };
  const problems: string[] = [];
  const residents: ListedResident[] = [];
  const firsts = new Map<string, { readonly line: number; readonly number: string }>();
  for (const row of rows) {
    const read = readRow(row, found);
    const { bookingNumber, birthOn } = read.resident;
    const said = [...read.problems];
    if (birthOn > today) said.push('birth_date: is in the future');
    const digits = digitsOf(bookingNumber);
    const before = firsts.get(digits);
    if (before && digits !== '') said.push(`booking_number: ${likeBefore(bookingNumber, before)}`);
    firsts.set(digits, before ?? { line: row.line, number: bookingNumber });
    problems.push(...said.map((one) => `line ${row.line}, ${one}`));
    residents.push(read.resident);
  }
  return problems.length > 0 ? { problems } : { residents };
}

function likeBefore(bookingNumber: string, { line, number }: { readonly line: number; readonly number: string }): string {
  if (bookingNumber.toLowerCase() === number.toLowerCase()) return `stands on line ${line} already`;
  return `has the same digits as ${number} on line ${line}, and stations tell residents apart by digits alone`;
}

function readRow(row: CsvRow, head: readonly string[]): { readonly resident: ListedResident; readonly problems: readonly string[] } {
  const problems: string[] = [];
  if (row.cells.length > head.length) problems.push(`${names.at(-1)}: more cells than columns; put quotes around a cell with a comma`);
  const read = <Name extends Column>(name: Name): z.output<(typeof columns)[Name]> | null => {
    const parsed = columns[name].safeParse(row.cells[head.indexOf(name)] ?? '');
    if (parsed.success) return parsed.data as z.output<(typeof columns)[Name]>;
    problems.push(`${name}: ${parsed.error.issues[0]?.message ?? 'is not understood'}`);
    return null;
  };
  const resident = {
    bookingNumber: read('booking_number') ?? '',
    name: read('name') ?? '',
    birthOn: read('birth_date') ?? '',
    unit: read('housing_unit') || null,
    emails: read('listed_emails') ?? [],
  };
  return { resident, problems };
}
