/** Digits that a station's pad takes. */
export const MOST_BOOKING_DIGITS = 12;

/** What of a booking number (`2026-00123`, `B-77`) can be typed at a station, whose pad has digits alone: residents are told apart by it there. */
export function digitsOf(bookingNumber: string): string {
  return bookingNumber.replaceAll(/[^0-9]/g, '');
}
