import type { AuditLog } from './audit-log.ts';
import type { FacilityDirectory } from './facility-directory.ts';
import type { Notices } from './notices.ts';
import type { RateStore } from './rate-store.ts';
import type { ResidentDirectory } from './resident-directory.ts';
import type { SignInFailures } from './sign-in-failures.ts';
import type { StaffAccounts } from './staff-accounts.ts';
import type { StaffReadings } from './staff-readings.ts';
import type { StationStore } from './station-store.ts';
import type { VisitorAccounts } from './visitor-accounts.ts';

/** What use cases of accounts, stations and setup may touch inside one database transaction. */
export interface SetupTransaction {
  readonly visitors: VisitorAccounts;
  readonly staff: StaffAccounts;
  readonly failures: SignInFailures;
  readonly stations: StationStore;
  readonly residents: ResidentDirectory;
  readonly rates: RateStore;
  readonly directory: FacilityDirectory;
  readonly readings: StaffReadings;
  readonly notices: Pick<Notices, 'queueAccountMail'>;
  readonly audit: AuditLog;
}

/** Runs `work` in one transaction, which commits when it resolves and is undone when it throws. */
export interface SetupWork {
  run<Answer>(work: (transaction: SetupTransaction) => Promise<Answer>): Promise<Answer>;
  /** Single lookups on every request, without the two round trips of a transaction. Each statement stands for itself. */
  look<Answer>(work: (stores: Pick<SetupTransaction, 'visitors' | 'staff' | 'stations'>) => Promise<Answer>): Promise<Answer>;
}
