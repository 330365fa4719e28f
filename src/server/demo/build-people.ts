import type { ConnectionStatus } from '../../core/people/connection.ts';
import type { ResidentId, VisitorId } from '../../core/shared/ids.ts';
import type { DemoFacilities, DemoFacility } from './build-facilities.ts';
import { buildConnection } from './builders/build-connection.ts';
import { buildRestriction } from './builders/build-restriction.ts';
import { newId } from './builders/new-id.ts';
import type { DemoParts } from './demo-parts.ts';
import { type DemoVisitor, demoPassword, demoStaff, demoVisitors, listedNewcomer } from './demo-people.ts';

export type DemoVisitorIds = Readonly<Record<DemoVisitor['key'], VisitorId>>;

/** Staff with both factors set up; their codes stand on /dev/codes. */
export async function buildStaff(parts: DemoParts, { cedar, northfield }: DemoFacilities): Promise<void> {
  for (const person of demoStaff) {
    const { agencyId, facilityId } = person.facility === 'cedar' ? cedar : northfield;
    const authUserId = await parts.staffAuthenticator.setPassword(person.name, person.email, demoPassword);
    const id = newId('stf');
    await parts.db
      .insertInto('staff')
      .values({
        id,
        agency_id: agencyId,
        facility_id: facilityId,
        auth_user_id: authUserId,
        name: person.name,
        email: person.email,
        roles: [...person.roles],
        disabled_at: null,
      })
      .execute();
    await parts.setup.run(async ({ staff }) => {
      const record = await staff.find(id);
      if (!record) throw new Error('the staff member just made is gone');
      await staff.offerSecondFactor(record, parts.secondFactor.seal(person.secondFactor), []);
      await staff.useStep(id, 0, parts.clock.now());
    });
  }
}

/** Visitors who signed up and verified their address as anybody does. */
export async function buildVisitors(parts: DemoParts): Promise<DemoVisitorIds> {
  const tokens = new Map<string, string>();
  const authenticator = parts.visitorAuthenticator((email, token) => tokens.set(email, token));
  const made: [DemoVisitor['key'], VisitorId][] = [];
  for (const { key, ...person } of demoVisitors) {
    await authenticator.signUp({ ...person, password: demoPassword });
    const verified = await authenticator.verifyEmail(tokens.get(person.email) ?? '');
    if (!verified) throw new Error(`the demo account ${key} could not be verified`);
    const record = await parts.setup.run(({ visitors }) => visitors.ensure(verified.account, parts.clock.now()));
    if (!record) throw new Error(`the demo visitor ${key} could not be made`);
    made.push([key, record.id]);
  }
  return Object.fromEntries(made) as DemoVisitorIds;
}

/** Connections in every status, the visitor lists they came from, and the order that keeps Dana from Marcus. */
export async function buildConnections(parts: DemoParts, facilities: DemoFacilities, visitors: DemoVisitorIds): Promise<void> {
  const { cedar, northfield, marcus, luis, tyrell } = facilities;
  const [first, second, third, fourth, fifth, sixth] = cedar.residentIds.slice(2);
  if (!first || !second || !third || !fourth || !fifth || !sixth) throw new Error('too few residents');
  const { newcomer, watched } = facilities;
  const rows: readonly (readonly [DemoFacility, ResidentId, DemoVisitor['key'], string, ConnectionStatus, string?])[] = [
    [cedar, marcus, 'ana', 'sister', 'approved'],
    [cedar, marcus, 'dana', 'friend', 'approved'],
    [cedar, luis, 'rosa', 'mother', 'approved'],
    [northfield, tyrell, 'grace', 'grandmother', 'approved'],
    [cedar, first, 'miguel', 'brother', 'approved'],
    [cedar, second, 'helen', 'aunt', 'approved'],
    [cedar, third, 'james', 'father', 'approved'],
    [cedar, fourth, 'priya', 'wife', 'approved'],
    [northfield, tyrell, 'ana', 'friend', 'approved'],
    [cedar, newcomer, 'priya', 'sister', 'approved'],
    [cedar, watched, 'james', 'uncle', 'approved'],
    [cedar, fifth, 'helen', 'friend', 'requested'],
    [cedar, fifth, 'james', 'friend', 'needs-information', 'photo-unclear'],
    [cedar, sixth, 'helen', 'friend', 'denied', 'identity-unclear'],
    [cedar, sixth, 'james', 'cousin', 'suspended', 'rule-broken'],
    [cedar, fifth, 'priya', 'friend', 'revoked', 'resident-withdrew'],
    [cedar, sixth, 'priya', 'cousin', 'expired'],
  ];
  for (const [place, residentId, key, relationship, status, statusReason] of rows)
    await buildConnection(parts.db, {
      agencyId: place.agencyId,
      facilityId: place.facilityId,
      residentId,
      visitorId: visitors[key],
      relationship,
      status,
      statusReason: statusReason ?? null,
    });
  await buildVisitorLists(
    parts,
    rows.filter(([, , , , status]) => status === 'approved'),
    cedar,
    marcus,
  );
  await buildRestriction(parts.db, {
    agencyId: cedar.agencyId,
    facilityId: cedar.facilityId,
    kind: 'no-contact-order',
    residentId: marcus,
    visitorId: visitors.dana,
    person: { email: 'dana@example.org', name: 'Dana Cole', birthOn: '1993-09-30' },
    reference: 'Cedar County 26-CM-0417',
  });
}

async function buildVisitorLists(
  { db }: DemoParts,
  approved: readonly (readonly [DemoFacility, ResidentId, DemoVisitor['key'], string, ...unknown[]])[],
  cedar: DemoFacility,
  marcus: ResidentId,
): Promise<void> {
  const emails = new Map(demoVisitors.map((visitor) => [visitor.key, visitor.email]));
  const listed = approved.map(([place, residentId, key, relationship]) => ({
    agency_id: place.agencyId,
    resident_id: residentId,
    email: emails.get(key) ?? '',
    relationship,
  }));
  await db
    .insertInto('resident_visitor_list')
    .values([...listed, { agency_id: cedar.agencyId, resident_id: marcus, email: listedNewcomer, relationship: 'cousin' }])
    .execute();
}
