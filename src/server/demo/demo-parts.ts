import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Tables } from '../../adapters/postgres/tables.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { KeyRing } from '../../ports/key-ring.ts';
import type { PaymentGateway } from '../../ports/payment-gateway.ts';
import type { SecondFactor } from '../../ports/second-factor.ts';
import type { SecretHasher } from '../../ports/secret-hasher.ts';
import type { SetupWork } from '../../ports/setup-work.ts';
import type { StaffAuthenticator } from '../../ports/staff-authenticator.ts';
import type { VisitorAuthenticator } from '../../ports/visitor-authenticator.ts';

/** What the demo data are made with: the product's own parts, so that they look like what use makes. */
export interface DemoParts {
  readonly db: Kysely<Tables>;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
  readonly payments: PaymentGateway;
  /** Fills in the processor's hosted page as a visitor would. */
  readonly saveCard: (hostedPage: string) => Promise<void>;
  readonly keys: KeyRing;
  readonly setup: SetupWork;
  readonly staffAuthenticator: StaffAuthenticator;
  /** Visitors' sign-in whose verification links are handed to `deliver` instead of being mailed. */
  readonly visitorAuthenticator: (deliver: (email: string, token: string) => void) => VisitorAuthenticator;
  readonly secondFactor: SecondFactor;
  readonly hasher: SecretHasher;
  /** Folder of all recordings. */
  readonly recordingsFolder: string;
  readonly publicUrl: string;
}
