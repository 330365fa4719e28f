import type { Clock } from '../../ports/clock.ts';
import type { OpaqueTokens } from '../../ports/opaque-tokens.ts';
import type { SecondFactor } from '../../ports/second-factor.ts';
import type { SecretHasher } from '../../ports/secret-hasher.ts';
import type { SetupWork } from '../../ports/setup-work.ts';
import type { StaffAuthenticator } from '../../ports/staff-authenticator.ts';
import type { VisitorAuthenticator } from '../../ports/visitor-authenticator.ts';

/** What the use cases of accounts, stations and setup need; each names its part with `Pick`. */
export interface AccountDependencies {
  readonly clock: Clock;
  readonly work: SetupWork;
  readonly visitorSignIn: VisitorAuthenticator;
  readonly staffSignIn: StaffAuthenticator;
  readonly secondFactor: SecondFactor;
  readonly tokens: OpaqueTokens;
  readonly hasher: SecretHasher;
  /** False where no card processor is connected: then visits can only be free of charge. */
  readonly takesCards: boolean;
  /** Address of this installation as people type it, without a slash at the end. */
  readonly publicUrl: string;
}
