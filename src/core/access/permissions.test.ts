import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Caller, staffRoles } from './caller.ts';
import { acts, permissions, permit } from './permissions.ts';

const agencyId = 'agy_0000000000000001';
const facilityId = 'fac_0000000000000001';
const stationId = 'sta_0000000000000001';
const callers: Record<Caller['kind'], Caller> = {
  anyone: { kind: 'anyone' },
  visitor: { kind: 'visitor', visitorId: 'vis_0000000000000001' },
  staff: { kind: 'staff', staffId: 'stf_0000000000000001', agencyId, facilityId, roles: [...staffRoles] },
  station: { kind: 'station', stationId, agencyId, facilityId },
  resident: { kind: 'resident', residentId: 'res_0000000000000001', stationId, agencyId, facilityId },
  system: { kind: 'system', channel: 'deadline' },
};

test.each(acts)('only the kinds of callers in the table may %s', (act) => {
  const kinds: readonly string[] = permissions[act].kinds;
  for (const caller of Object.values(callers)) expect(permit(caller, act).ok).toBe(kinds.includes(caller.kind));
});

test.each(acts.filter((act) => (permissions[act].kinds as readonly string[]).includes('staff')))(
  'staff need one of the roles of the table to %s',
  (act) => {
    const row = permissions[act];
    const roles: readonly string[] = 'roles' in row ? row.roles : [];
    for (const role of staffRoles) {
      const staff: Caller = { kind: 'staff', staffId: 'stf_0000000000000001', agencyId, facilityId, roles: [role] };
      expect(permit(staff, act).ok).toBe(roles.includes(role));
    }
    expect(permit({ kind: 'staff', staffId: 'stf_0000000000000001', agencyId, facilityId, roles: [] }, act)).toEqual({
      ok: false,
      refusal: 'not-allowed',
    });
  },
);

test('whoever has not signed in is told to, whoever has is told that it is not theirs to do', () => {
  expect(permit(callers.anyone, 'hold-slot')).toEqual({ ok: false, refusal: 'not-signed-in' });
  expect(permit(callers.visitor, 'confirm-visit')).toEqual({ ok: false, refusal: 'not-allowed' });
});

test('nobody who decides about visits may look at recordings by that role, and the other way round', () => {
  const investigator: Caller = { kind: 'staff', staffId: 'stf_0000000000000001', agencyId, facilityId, roles: ['investigator'] };
  expect(permit(investigator, 'look-at-recording').ok).toBe(true);
  expect(permit(investigator, 'confirm-visit').ok).toBe(false);
  expect(permit({ ...investigator, roles: ['facility-admin'] }, 'look-at-recording').ok).toBe(false);
});

test.each(acts)('docs/access.md says who may %s', (act) => {
  const row = permissions[act];
  const roles: readonly string[] = 'roles' in row ? row.roles : [];
  expect(readFileSync(path.resolve(import.meta.dirname, '../../../docs/access.md'), 'utf8')).toContain(
    `| ${act} | ${row.kinds.join(', ')} | ${roles.join(', ')} |`,
  );
});
