import { CompiledQuery, type Kysely } from 'kysely';
import { postgresAuditLog } from '../../adapters/postgres/audit-log.ts';
import { changeOf } from '../../adapters/postgres/change/pending-change.ts';
import type { Tables } from '../../adapters/postgres/tables.ts';
import type { TransactionScope } from '../../adapters/postgres/transaction-scope.ts';
import type { AuditAct } from '../../core/access/audit-acts.ts';
import type { AgencyId } from '../../core/shared/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { StaffAuthenticator } from '../../ports/staff-authenticator.ts';

export interface SetupParts {
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly staffSignIn: StaffAuthenticator;
}

/** The facility that is being set up. */
export interface SetupPlace {
  readonly agencyId: string;
  readonly facilityId: string;
}

/** Audit rows in the transaction of `db`: one act on each subject. */
export async function note({ db, clock }: SetupParts, agencyId: string, act: AuditAct, ...subjectIds: string[]): Promise<void> {
  const writes: Promise<unknown>[] = [];
  const put: TransactionScope['put'] = (part, rows) => {
    const { text, values } = changeOf(part, rows);
    writes.push(db.executeQuery(CompiledQuery.raw(text, values)));
  };
  const log = postgresAuditLog({ clock, put });
  const entries = subjectIds.map((subjectId) => ({ agencyId: agencyId as AgencyId, act, subjectId }));
  await log.append({ kind: 'system', channel: 'setup' }, 'setup', ...entries);
  await Promise.all(writes);
}
