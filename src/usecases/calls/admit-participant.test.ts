import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildCallWorld, type CallWorld, deadline } from '../../../test/support/call-world.ts';
import { newId } from '../../server/demo/builders/new-id.ts';
import { admitParticipant } from './admit-participant.ts';
import { giveConsent } from './give-consent.ts';
import { openWaitingRoom } from './open-waiting-room.ts';
import { readConsent } from './read-consent.ts';
import { viewCall } from './view-call.ts';

let world: CallWorld;
beforeEach(async () => {
  world = await buildCallWorld();
});
afterEach(() => world.close());

const consent = { version: '2026-1', language: 'es' };
const refusedWith = (code: string) => expect.objectContaining({ code });

test('before the waiting room opens joining says when it does', async () => {
  world.at(-3600);
  await expect(admitParticipant(world.deps, world.ana, world.visitId)).rejects.toMatchObject({
    code: 'call-not-open',
    detail: { until: '2026-11-21T15:45:00Z' },
  });
});

test('the waiting room opens once, however often its deadline is acted on', async () => {
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  expect(await world.visitStatus()).toBe('joinable');
  const recordings = await world.db.selectFrom('recordings').selectAll().execute();
  expect(recordings).toHaveLength(1);
});

test('a visit that the platform slept through ends as a technical failure', async () => {
  world.at(1200);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  const visit = await world.db.selectFrom('visits').select(['status', 'outcome']).executeTakeFirstOrThrow();
  expect(visit).toEqual({ status: 'ended', outcome: 'ended-early-technical' });
});

test('nobody joins without having agreed to be recorded, in the words in force', async () => {
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  await expect(admitParticipant(world.deps, world.ana, world.visitId)).rejects.toEqual(refusedWith('consent-needed'));
  await expect(giveConsent(world.deps, world.ana, world.visitId, { ...consent, version: '2025-9' })).rejects.toEqual(
    refusedWith('consent-text-changed'),
  );
  expect(await readConsent(world.deps, world.ana, world.visitId, 'es')).toMatchObject({
    version: '2026-1',
    language: 'es',
    consented: false,
  });
  await giveConsent(world.deps, world.ana, world.visitId, consent);
  await giveConsent(world.deps, world.ana, world.visitId, consent);
  expect((await viewCall(world.deps, world.ana, world.visitId)).consented).toBe(true);
  expect((await viewCall(world.deps, world.marcus, world.visitId)).consented).toBe(false);
  await expect(admitParticipant(world.deps, world.ana, world.visitId)).resolves.toMatchObject({ identity: world.ana.visitorId });
});

test('a resident joins only at the station of the visit', async () => {
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  const elsewhere = { ...world.marcus, stationId: newId('sta') };
  await expect(admitParticipant(world.deps, elsewhere, world.visitId)).rejects.toEqual(refusedWith('wrong-station'));
});

test('a stranger’s visit is not found, and staff have no seat in a call', async () => {
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  await expect(viewCall(world.deps, { kind: 'visitor', visitorId: newId('vis') }, world.visitId)).rejects.toEqual(refusedWith('not-found'));
  await expect(admitParticipant(world.deps, world.investigator, world.visitId)).rejects.toEqual(refusedWith('not-allowed'));
});
