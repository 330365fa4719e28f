import type { StaffReadings } from '../../../ports/staff-readings.ts';
import type { Database } from '../database.ts';
import { readAuditTrail } from './audit-trail.ts';
import { railCounts } from './rail-counts.ts';

/** What setup pages of staff read. */
export function postgresStaffReadings(db: Database): StaffReadings {
  return {
    auditTrail: (by, wish) => readAuditTrail(db, by, wish),
    counts: (by, day) => railCounts(db, by, day),
  };
}
