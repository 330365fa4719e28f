import { z } from 'zod';
import { CentsAmount, DateText, InstantText } from './values.ts';

/** One rate of a facility, with the cap it was saved under. */
export const RateRow = z
  .object({
    effectiveOn: DateText,
    centsPerMinute: CentsAmount,
    capScheduleId: z.string(),
    capCentsPerMinute: CentsAmount,
    savedAt: InstantText,
    savedBy: z.string(),
  })
  .meta({ id: 'RateRow' });

/** The cap of today, and where it stands in the law. */
export const CapInForce = z.object({ scheduleId: z.string(), centsPerMinute: CentsAmount, citation: z.string() });
