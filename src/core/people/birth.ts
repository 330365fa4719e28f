/** Beyond human age: a birth date before it is a slip of the hand. */
const OLDEST_YEARS = 120;

/** The earliest birth date that is believed. @param today ISO date */
export function oldestBirthOn(today: string): string {
  return `${Number(today.slice(0, 4)) - OLDEST_YEARS}${today.slice(4)}`;
}
