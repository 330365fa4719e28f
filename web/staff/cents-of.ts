/** Whole cents of an amount of dollars as a person types it (`0.17`, `$0.17`, `.17`); null when it is not one or has fractions of a cent. */
export function centsOf(typed: string): number | null {
  const parts = /^\$?\s*(\d{0,5})(?:[.,](\d{1,2}))?$/.exec(typed.trim());
  if (!parts || (parts[1] === '' && parts[2] === undefined)) return null;
  return Number(parts[1] || '0') * 100 + Number((parts[2] ?? '').padEnd(2, '0') || '0');
}
