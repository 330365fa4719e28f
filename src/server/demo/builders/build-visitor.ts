import type { Database } from '../../../adapters/postgres/database.ts';
import type { VisitorId } from '../../../core/shared/ids.ts';
import { newId } from './new-id.ts';

export interface VisitorPlan {
  readonly name?: string;
  readonly email?: string;
  /** Id of the sign-in account; made up when absent, and then nobody can sign in as this visitor. */
  readonly authUserId?: string;
  readonly verified?: boolean;
  readonly birthOn?: string | null;
  readonly language?: 'en' | 'es';
}

/** An adult visitor with a verified address unless told otherwise. */
export async function buildVisitor(db: Database, plan: VisitorPlan = {}): Promise<VisitorId> {
  const id = newId('vis');
  await db
    .insertInto('visitors')
    .values({
      id,
      auth_user_id: plan.authUserId ?? `built-${id}`,
      name: plan.name ?? 'Ana Reed',
      email: plan.email ?? `${id.slice(4, 14)}@example.org`,
      email_verified_at: (plan.verified ?? true) ? '2026-01-05T15:00:00Z' : null,
      birth_on: plan.birthOn === undefined ? '1990-05-17' : plan.birthOn,
      language: plan.language ?? 'en',
      created_at: '2026-01-05T15:00:00Z',
      deleted_at: null,
    })
    .execute();
  return id;
}
