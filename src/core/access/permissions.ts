import { ok, type Result, refuse } from '../shared/result.ts';
import type { Caller, StaffRole } from './caller.ts';

/** What a table row lets through: kinds of callers, and for staff any of these roles. */
interface Permission {
  readonly kinds: readonly Caller['kind'][];
  readonly roles?: readonly StaffRole[];
}

const everyone = ['scheduler', 'unit-officer', 'investigator', 'facility-admin'] as const;
const scheduling = ['scheduler', 'facility-admin'] as const;
const movement = ['unit-officer', 'scheduler', 'facility-admin'] as const;

const anyone = { kinds: ['anyone'] } as const;
const visitor = { kinds: ['visitor'] } as const;
const station = { kinds: ['station'] } as const;
const resident = { kinds: ['resident'] } as const;
const bothSides = { kinds: ['visitor', 'resident'] } as const;
const system = { kinds: ['system'] } as const;
const staff = <const Roles extends readonly StaffRole[]>(roles: Roles) => ({ kinds: ['staff'], roles }) as const;

/**
 * Who may do what: act × kind of caller × role. *Whose* is no column: every query is scoped by the caller's own ids, so what belongs to
 * somebody else is simply not found.
 */
export const permissions = {
  'read-directory': anyone,
  'sign-up': anyone,
  'verify-email': anyone,
  'sign-in': anyone,
  'reset-password': anyone,
  'enroll-second-factor': anyone,
  'verify-second-factor': anyone,
  'become-station': anyone,

  'read-own-account': visitor,
  'change-own-account': visitor,
  'delete-own-account': visitor,
  'read-contacts': visitor,
  'read-offers': visitor,
  'hold-slot': visitor,
  'lengthen-hold': visitor,
  'release-hold': { kinds: ['visitor', 'system'] },
  'save-card': visitor,
  'approve-payment': visitor,
  'request-visit': { kinds: ['visitor', 'system'] },
  'read-own-visits': visitor,
  'accept-revision': visitor,
  'decline-revision': visitor,
  'withdraw-visit': visitor,
  'cancel-own-visit': bothSides,
  'read-receipt': visitor,

  'read-staff-account': staff(everyone),
  'read-counts': staff(everyone),
  'read-queue': staff(scheduling),
  'read-today': staff(movement),
  'read-visit': staff(everyone),
  'read-other-slots': staff(scheduling),
  'confirm-visit': staff(scheduling),
  'deny-visit': staff(scheduling),
  'revise-visit': staff(scheduling),
  'cancel-visit': staff(scheduling),
  'mark-movement': staff(movement),
  'read-residents': staff(everyone),
  'unlock-pin': staff(movement),
  'give-pin': staff(['facility-admin']),
  'read-stations': staff(everyone),
  'issue-enrollment-code': staff(['facility-admin']),
  'change-station': staff(['facility-admin']),
  'read-rates': staff(everyone),
  'save-rate': staff(['facility-admin']),
  'read-recordings': staff(['investigator']),
  'look-at-recording': staff(['investigator']),
  'read-audit-log': staff(['facility-admin', 'investigator']),

  'read-station': station,
  'sign-in-at-station': station,
  'read-station-visits': resident,
  'sign-out-at-station': resident,

  'read-consent': bothSides,
  'give-consent': bothSides,
  'read-call': bothSides,
  'join-call': bothSides,
  'signal-call': bothSides,
  'read-call-summary': bothSides,

  'observe-call': system,
  'note-recorder-report': system,
  'note-payment-event': system,
  'act-on-deadline': system,
  'set-up-facility': system,
} as const satisfies Record<string, Permission>;

export type Act = keyof typeof permissions;
export const acts = Object.keys(permissions) as Act[];

/** The kinds of callers that may do it, as types: after a `permit` the caller is known to be one of them. */
export type CallerFor<Name extends Act> = Extract<Caller, { kind: (typeof permissions)[Name]['kinds'][number] }>;

/**
 * The caller, narrowed to the kinds that may do this, or `not-signed-in` where nobody has signed in, or `not-allowed`. Pure; use cases
 * call it through `demand` in their first line.
 */
export function permit<const Name extends Act>(caller: Caller, act: Name): Result<CallerFor<Name>, 'not-signed-in' | 'not-allowed'> {
  const permission: Permission = permissions[act];
  if (!permission.kinds.includes(caller.kind)) return refuse(caller.kind === 'anyone' ? 'not-signed-in' : 'not-allowed');
  if (caller.kind === 'staff' && !caller.roles.some((role) => permission.roles?.includes(role))) return refuse('not-allowed');
  return ok(caller as CallerFor<Name>);
}
