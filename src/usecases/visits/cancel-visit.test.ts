import { afterEach, expect, test } from 'vitest';
import { buildCallWorld, type CallWorld, deadline } from '../../../test/support/call-world.ts';
import { openWaitingRoom } from '../calls/open-waiting-room.ts';
import { viewCall } from '../calls/view-call.ts';
import { cancelVisit } from './cancel-visit.ts';

let world: CallWorld;
afterEach(() => world.close());

test('who cancels from the open waiting room closes it, and whoever waits there reads that the visit is cancelled', async () => {
  world = await buildCallWorld();
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  await world.look();

  const { visit } = await cancelVisit(world.deps, world.ana, world.visitId, { reason: 'visitor-unwell', note: null });
  expect([visit.status, visit.reason]).toEqual(['cancelled', 'visitor-unwell']);
  expect(await viewCall(world.deps, world.marcus, world.visitId)).toMatchObject({ visitStatus: 'cancelled' });

  world.at(-890);
  expect(await world.look()).toMatchObject({ status: 'ended', liveAt: null });
  expect(await world.visitStatus()).toBe('cancelled');
  expect([...world.media.rooms.keys()]).toEqual([]);
});
