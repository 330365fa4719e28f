import { sql } from 'kysely';
import type { Posting } from '../../../core/money/ledger.ts';
import { cents } from '../../../core/shared/money.ts';
import type { LedgerStore } from '../../../ports/ledger-store.ts';
import type { TransactionScope } from '../transaction-scope.ts';

/** The ledger within one transaction. */
export function postgresLedgerStore({ db, clock, ids, write }: TransactionScope): LedgerStore {
  return {
    async post(agencyId, posting) {
      const transaction = ids.next('txn');
      write(
        db.insertInto('ledger_entries').values(
          posting.entries.map((entry) => ({
            agency_id: agencyId,
            transaction_id: transaction,
            kind: posting.kind,
            visit_id: posting.visitId,
            account: entry.account,
            amount_cents: entry.amountCents,
            posted_at: clock.now().toString(),
          })),
        ),
      );
    },

    async balance(account) {
      const row = await db
        .selectFrom('ledger_entries')
        .select(sql<string>`coalesce(sum(amount_cents), 0)::bigint`.as('total'))
        .where('account', '=', account)
        .executeTakeFirstOrThrow();
      return cents(Number(row.total));
    },

    async of(visitId) {
      const rows = await db.selectFrom('ledger_entries').selectAll().where('visit_id', '=', visitId).orderBy('id').execute();
      const byTransaction = Map.groupBy(rows, (row) => row.transaction_id);
      return [...byTransaction.values()].map(
        (entries): Posting => ({
          kind: entries[0]?.kind as Posting['kind'],
          visitId,
          entries: entries.map((entry) => ({
            account: entry.account as Posting['entries'][number]['account'],
            amountCents: cents(Number(entry.amount_cents)),
          })),
        }),
      );
    },
  };
}
