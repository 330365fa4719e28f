import type { Interval } from '../../../core/shared/interval.ts';
import { overlaps } from '../../../core/shared/interval.ts';
import { Temporal } from '../../../core/shared/time.ts';

/** A time of the week in which a station may not be used, in wall-clock times of the facility; 1 = Monday. */
export interface BlockJson {
  readonly weekdays: readonly number[];
  readonly startTime: string;
  readonly endTime: string;
}

/**
 * The dated intervals of weekly blocks that touch a window. Where the clocks change, a block is rather too long than too short: an ambiguous
 * or missing wall-clock time means the earlier start and the later end (W5). An end at or before the start means the next day.
 */
export function expandBlocks(blocks: readonly BlockJson[], timeZone: string, window: Interval): Interval[] {
  if (blocks.length === 0) return [];
  const intervals: Interval[] = [];
  const last = window.end.toZonedDateTimeISO(timeZone).toPlainDate();
  let on = window.start.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  for (; Temporal.PlainDate.compare(on, last) <= 0; on = on.add({ days: 1 }))
    for (const block of blocks) {
      if (!block.weekdays.includes(on.dayOfWeek)) continue;
      const during = dated(block, on, timeZone);
      if (overlaps(during, window)) intervals.push(during);
    }
  return intervals;
}

function dated(block: BlockJson, on: Temporal.PlainDate, timeZone: string): Interval {
  const startTime = Temporal.PlainTime.from(block.startTime);
  const endTime = Temporal.PlainTime.from(block.endTime);
  const endOn = Temporal.PlainTime.compare(endTime, startTime) <= 0 ? on.add({ days: 1 }) : on;
  return {
    start: on.toPlainDateTime(startTime).toZonedDateTime(timeZone, { disambiguation: 'earlier' }).toInstant(),
    end: endOn.toPlainDateTime(endTime).toZonedDateTime(timeZone, { disambiguation: 'later' }).toInstant(),
  };
}
