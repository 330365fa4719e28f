import { enrollSecondFactor } from '../../../usecases/accounts/enroll-second-factor.ts';
import { requestStaffPasswordReset, resetStaffPassword } from '../../../usecases/accounts/reset-staff-password.ts';
import { signInStaff } from '../../../usecases/accounts/sign-in-staff.ts';
import { readStaffAccount, signOutStaff } from '../../../usecases/accounts/staff-account.ts';
import { verifySecondFactor } from '../../../usecases/accounts/verify-second-factor.ts';
import { readAuditTrail, readCounts } from '../../../usecases/setup/staff-pages.ts';
import type { AccountContext } from '../account-context.ts';
import { inEvenTime } from '../even-time.ts';
import type { Handlers } from '../handlers.ts';

type StaffAccountRoute =
  | `POST /api/staff/${'sign-in' | 'enroll' | 'verify-code' | 'sign-out' | 'forgot-password' | 'reset-password'}`
  | `GET /api/staff/${'me' | 'counts' | 'audit'}`;

/** Staff: two steps in, and what every staff page shows. */
export function staffAccountHandlers({ deps, cookies }: AccountContext): Handlers<StaffAccountRoute> {
  return {
    'POST /api/staff/sign-in': async ({ caller, body, reply }) => {
      const { next, pendingToken } = await signInStaff(deps, caller, body.email, body.password);
      cookies.set(reply, 'ov_staff_pending', pendingToken);
      return { next };
    },
    'POST /api/staff/enroll': async ({ caller, raw }) => {
      const offered = await enrollSecondFactor(deps, caller, cookies.read(raw, 'ov_staff_pending'));
      return { ...offered, recoveryCodes: [...offered.recoveryCodes] };
    },
    'POST /api/staff/verify-code': async ({ caller, body, raw, reply }) => {
      const { cookie, seconds } = await verifySecondFactor(deps, caller, cookies.read(raw, 'ov_staff_pending'), body.code);
      cookies.clear(reply, 'ov_staff_pending');
      cookies.set(reply, 'ov_staff', cookie, seconds);
      return { done: true };
    },
    'POST /api/staff/sign-out': async ({ caller, raw, reply }) => {
      await signOutStaff(deps, caller, cookies.read(raw, 'ov_staff') ?? '');
      cookies.clear(reply, 'ov_staff');
      return { done: true };
    },
    'POST /api/staff/forgot-password': async ({ caller, body }) => {
      await inEvenTime(requestStaffPasswordReset(deps, caller, body.email, body.language));
      return { done: true };
    },
    'POST /api/staff/reset-password': async ({ caller, body }) => {
      await resetStaffPassword(deps, caller, body.token, body.password);
      return { done: true };
    },
    'GET /api/staff/me': async ({ caller }) => {
      const { staff, facility } = await readStaffAccount(deps, caller);
      return { id: staff.id, name: staff.name, roles: [...staff.roles], facility };
    },
    'GET /api/staff/counts': async ({ caller }) => readCounts(deps, caller),
    'GET /api/staff/audit': async ({ caller, query }) => {
      const { entries, more } = await readAuditTrail(deps, caller, { before: query.before ?? null, subjectId: query.subjectId ?? null });
      return { rows: entries.map((entry) => ({ ...entry, at: entry.at.toString() })), more };
    },
  };
}
