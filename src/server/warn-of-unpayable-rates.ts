import type { Logger } from 'pino';
import type { Database } from '../adapters/postgres/database.ts';
import { hasPriceFrom } from '../core/money/rate-days.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * Without a card processor visits with a price are not booked. Whoever starts the platform reads which facilities that concerns; rates may
 * have been saved while there was a processor.
 */
export async function warnOfUnpayableRates(db: Database, clock: Clock, logger: Logger): Promise<void> {
  const rows = await db
    .selectFrom('rates')
    .innerJoin('facilities', 'facilities.id', 'rates.facility_id')
    .select([
      'facilities.slug',
      'facilities.time_zone as timeZone',
      'rates.effective_on as effectiveOn',
      'rates.cents_per_minute as centsPerMinute',
    ])
    .execute();
  for (const slug of new Set(rows.map((row) => row.slug))) {
    const rates = rows.filter((row) => row.slug === slug);
    const timeZone = rates[0]?.timeZone ?? 'UTC';
    const today = clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString();
    if (!hasPriceFrom(rates, today)) continue;
    logger.warn(
      { facility: slug },
      'PAYMENTS is none, but this facility has a rate above 0: its visits cannot be booked on days with a price. Save a rate of 0 on its rates page, or connect a card processor.',
    );
  }
}
