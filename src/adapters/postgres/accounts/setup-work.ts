import { CompiledQuery, type Kysely } from 'kysely';
import type { Clock } from '../../../ports/clock.ts';
import type { IdSource } from '../../../ports/id-source.ts';
import type { SetupTransaction, SetupWork } from '../../../ports/setup-work.ts';
import { postgresAuditLog } from '../audit-log.ts';
import { changeOf } from '../change/pending-change.ts';
import type { Database } from '../database.ts';
import { postgresAccountMails } from '../notices/account-mails.ts';
import { postgresFacilityDirectory } from '../setup/facility-directory.ts';
import { postgresRateStore } from '../setup/rate-store.ts';
import { postgresResidentDirectory } from '../setup/resident-directory.ts';
import { postgresStaffReadings } from '../setup/staff-readings.ts';
import { postgresStationStore } from '../setup/station-store.ts';
import type { Tables } from '../tables.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { postgresSignInFailures } from './sign-in-failures.ts';
import { postgresStaffAccounts } from './staff-accounts.ts';
import { postgresVisitorAccounts } from './visitor-accounts.ts';

export interface SetupWorkParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Transactions of accounts, stations and setup on PostgreSQL. */
export function postgresSetupWork(parts: SetupWorkParts): SetupWork {
  return {
    run: (work) =>
      parts.db.transaction().execute(async (db) => {
        const writes: Promise<unknown>[] = [];
        const sent = (write: Promise<unknown>): void => {
          write.catch(() => undefined); // told by Promise.all below, or the work has failed anyway
          writes.push(write);
        };
        const answer = await work(stores(db, parts, sent));
        await Promise.all(writes);
        return answer;
      }),
    look: (work) =>
      work({
        visitors: postgresVisitorAccounts(parts.db, parts.ids),
        staff: postgresStaffAccounts(parts.db),
        stations: postgresStationStore(parts.db),
      }),
  };
}

function stores(db: Kysely<Tables>, { clock, ids }: SetupWorkParts, sent: (write: Promise<unknown>) => void): SetupTransaction {
  const put: TransactionScope['put'] = (part, rows) => {
    const { text, values } = changeOf(part, rows);
    sent(db.executeQuery(CompiledQuery.raw(text, values)));
  };
  return {
    visitors: postgresVisitorAccounts(db, ids),
    staff: postgresStaffAccounts(db),
    failures: postgresSignInFailures(db),
    stations: postgresStationStore(db),
    residents: postgresResidentDirectory(db),
    rates: postgresRateStore(db, ids),
    directory: postgresFacilityDirectory(db),
    readings: postgresStaffReadings(db),
    notices: postgresAccountMails({ clock, put }),
    audit: postgresAuditLog({ clock, put }),
  };
}
