import type pg from 'pg';
import type { VisitId } from '../../../core/shared/ids.ts';
import type { CallTurns } from '../../../ports/call-turns.ts';

/** Advisory locks on one connection of their own: when the process or its connection dies, PostgreSQL frees them for another process. */
export function postgresCallTurns(pool: pg.Pool): CallTurns {
  const held = new Set<VisitId>();
  let connecting: Promise<pg.PoolClient> | null = null;
  let holder: pg.PoolClient | null = null;

  /** The connection goes with its locks. A broken one too has to be given back: the pool keeps its place until then. */
  const letGo = (client: pg.PoolClient): void => {
    if (holder !== client) return;
    holder = null;
    connecting = null;
    held.clear();
    client.release(true);
  };

  const connection = (): Promise<pg.PoolClient> => {
    connecting ??= pool.connect().then(
      (client) => {
        holder = client;
        client.on('error', () => letGo(client));
        return client;
      },
      (error: unknown) => {
        connecting = null;
        throw error;
      },
    );
    return connecting;
  };

  return {
    async take(visitId) {
      const client = await connection();
      if (held.has(visitId)) return true;
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', [
        `call:${visitId}`,
      ]);
      const taken = rows[0]?.taken ?? false;
      if (taken) held.add(visitId);
      return taken;
    },
    async giveBack(visitId) {
      if (!held.delete(visitId)) return;
      await (await connection()).query('select pg_advisory_unlock(hashtextextended($1, 0))', [`call:${visitId}`]);
    },
    async close() {
      const client = await connecting?.catch(() => null);
      if (client) letGo(client);
    },
  };
}
