import type { Settings } from '../../settings/settings.ts';
import type { AccountDependencies } from '../../usecases/accounts/account-dependencies.ts';
import type { CookieJar } from './cookies.ts';

/** What the handlers of accounts, stations and setup share. */
export interface AccountContext {
  readonly deps: AccountDependencies;
  readonly cookies: CookieJar;
  readonly mode: Settings['general']['mode'];
  readonly payments: Settings['payments']['processor'];
}
