import { serverNow } from '../api/server-clock.ts';
import { dateOf } from '../text/format.ts';

/** Today's ISO date in the facility's IANA zone, by the server's clock. */
export function facilityToday(timeZone: string): string {
  return dateOf(new Date(serverNow()).toISOString(), timeZone);
}
