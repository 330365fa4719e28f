import type { FastifyRequest } from 'fastify';
import type { AccountDependencies } from '../../usecases/accounts/account-dependencies.ts';
import { findResident, findStation } from '../../usecases/stations/find-station.ts';
import type { Callers } from './composition.ts';
import type { CookieJar } from './cookies.ts';

/** Finds callers by their cookies. Nothing is remembered between requests: who signs out or is disabled is out at once, in every process. */
export function accountCallers(deps: AccountDependencies, cookies: CookieJar): Callers {
  const seen = new Map<string, number>();

  const station: Callers['station'] = async (request) => {
    const key = cookies.read(request, 'ov_station');
    const found = key ? await findStation(deps, key, seen) : null;
    return found ? { caller: found.caller, language: null } : null;
  };

  return {
    station,
    async visitor(request) {
      if (!request.headers.cookie?.includes('ov_visitor')) return null;
      const known = await deps.visitorSignIn.visitorOf(request.headers.cookie);
      if (known) return { caller: { kind: 'visitor', visitorId: known.visitorId }, language: known.language };
      // Only the first request after the address was verified: the account has no visitor yet.
      const account = await deps.visitorSignIn.accountOf(request.headers.cookie);
      if (!account?.emailVerified) return null;
      const visitor = await deps.work.look(({ visitors }) => visitors.ensure(account, deps.clock.now()));
      return visitor ? { caller: { kind: 'visitor', visitorId: visitor.id }, language: visitor.language } : null;
    },
    async staff(request) {
      const cookie = cookies.read(request, 'ov_staff');
      const authUserId = cookie ? await deps.staffSignIn.accountOf(cookie) : null;
      const member = authUserId ? await deps.work.look(({ staff }) => staff.findByAuthUser(authUserId)) : null;
      if (!member) return null;
      const { id, agencyId, facilityId, roles } = member;
      return { caller: { kind: 'staff', staffId: id, agencyId, facilityId, roles }, language: null };
    },
    async resident(request: FastifyRequest) {
      const found = await station(request);
      const token = cookies.read(request, 'ov_station_sign_in');
      return found && token ? findResident(deps, found.caller, token) : null;
    },
  };
}
