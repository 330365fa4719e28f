import { Temporal } from '../../../core/shared/time.ts';

/** A timestamptz as node-postgres hands it over. */
export function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

export function instantOrNull(date: Date | null): Temporal.Instant | null {
  return date ? instantOf(date) : null;
}
