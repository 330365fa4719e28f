import type { AccountContext } from './account-context.ts';
import type { Handlers } from './handlers.ts';
import { directoryHandlers } from './public/directory.ts';
import { visitorDoorHandlers } from './public/visitor-doors.ts';
import { stationAccountHandlers } from './resident/sign-in.ts';
import type { AccountRouteKey } from './route-groups.ts';
import { staffAccountHandlers } from './staff/account.ts';
import { setupHandlers } from './staff/setup.ts';
import { visitorAccountHandlers } from './visitor/account.ts';

/** Every route of accounts, stations and setup. */
export function accountHandlers(context: AccountContext): Handlers<AccountRouteKey> {
  return {
    ...directoryHandlers(context),
    ...visitorDoorHandlers(context),
    ...visitorAccountHandlers(context),
    ...staffAccountHandlers(context),
    ...setupHandlers(context),
    ...stationAccountHandlers(context),
  };
}
