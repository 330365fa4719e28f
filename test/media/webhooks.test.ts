import { DisconnectReason } from '@livekit/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectMedia } from './support/client.ts';
import { openRoom } from './support/server.ts';
import { at, useStage } from './support/stage.ts';
import { monitorGrant, tokenFor } from './support/token.ts';
import { openWebhookSink, type WebhookSink } from './support/webhooks.ts';

const stage = useStage();
let sink: WebhookSink;

beforeAll(async () => {
  sink = await openWebhookSink();
});
afterAll(() => sink?.close());

test('the server reports, signed, who came and went and what was published, hidden ones too', async () => {
  const { room, people } = await stage.meet('ana');
  const staff = await stage.clients.join(await tokenFor('staff', room, monitorGrant), { publish: false });
  await expectMedia(staff, 'ana');
  await staff.run('await room.disconnect()');
  await at(people, 0).run(
    "await room.localParticipant.setCameraEnabled(false); await room.localParticipant.unpublishTrack(room.localParticipant.getTrackPublication('camera').track)",
  );
  await expect.poll(() => sink.told(room), { timeout: 8000 }).toContain('track_unpublished ana camera');
  await stage.server.control.removeParticipant(room, 'ana');
  await expect.poll(() => sink.told(room), { timeout: 8000 }).toContain('participant_left ana');
  await stage.server.control.deleteRoom(room);
  await expect.poll(() => sink.told(room), { timeout: 8000 }).toContain('room_finished');

  const told = sink.told(room);
  for (const event of [
    'room_started',
    'participant_joined ana',
    'track_published ana camera',
    'track_published ana microphone',
    'participant_joined staff',
    'participant_left staff',
  ]) {
    expect(told).toContain(event);
  }
  expect(told.indexOf('participant_joined ana')).toBeGreaterThan(told.indexOf('room_started'));
  expect(told.indexOf('participant_left ana')).toBeGreaterThan(told.indexOf('participant_joined ana'));
  const staffJoined = sink.events.find(
    (event) => event.room?.name === room && event.event === 'participant_joined' && event.participant?.identity === 'staff',
  );
  expect(staffJoined?.participant?.permission?.hidden).toBe(true);
  const left = (identity: string) =>
    sink.events.find(
      (event) => event.room?.name === room && event.event === 'participant_left' && event.participant?.identity === identity,
    );
  expect(left('ana')?.participant?.disconnectReason).toBe(DisconnectReason.PARTICIPANT_REMOVED);
  expect(left('staff')?.participant?.disconnectReason).toBe(DisconnectReason.CLIENT_INITIATED);
  expect(sink.faults).toEqual([]);
});

test('an event that could not be delivered is delivered later', async () => {
  sink.refuse(2);
  const room = await openRoom(stage.server);
  await expect.poll(() => sink.told(room), { timeout: 10_000 }).toEqual(['room_started']);
});
