import { ParticipantPermission, TrackSource } from '@livekit/protocol';
import { expect, test } from 'vitest';
import { mayPublish, mayPublishData, mayPublishSource, maySubscribe, readGrant, toPermission, withPermission } from './grants.ts';

test('without a word a participant may publish, subscribe and send data', () => {
  expect([mayPublish({}), maySubscribe({}), mayPublishData({}), mayPublishSource({}, TrackSource.CAMERA)]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test('who may not publish may not send data either, unless that is granted by itself', () => {
  expect(mayPublishData({ canPublish: false })).toBe(false);
  expect(mayPublishData({ canPublish: false, canPublishData: true })).toBe(true);
});

test('named sources allow these and no others, not even one without a name', () => {
  const grant = { canPublishSources: [TrackSource.CAMERA] };
  expect(mayPublishSource(grant, TrackSource.CAMERA)).toBe(true);
  expect(mayPublishSource(grant, TrackSource.MICROPHONE)).toBe(false);
  expect(mayPublishSource(grant, TrackSource.UNKNOWN)).toBe(false);
  expect(mayPublishSource({ ...grant, canPublish: false }, TrackSource.CAMERA)).toBe(false);
});

test('values of a wrong type are no grant, and a misspelled source allows nothing', () => {
  expect(readGrant({ roomAdmin: 'true', hidden: 1, room: 7, canPublishSources: 'camera' })).toEqual({});
  expect(readGrant(null)).toEqual({});
  const misspelled = readGrant({ canPublishSources: ['cammera'] });
  expect(mayPublishSource(misspelled, TrackSource.CAMERA)).toBe(false);
});

test('an administrator’s permission replaces what may be done, not who is seen', () => {
  const grant = withPermission(
    { hidden: true, recorder: true, roomJoin: true, canPublish: false },
    new ParticipantPermission({ canPublish: true, canSubscribe: false }),
  );
  expect(grant).toMatchObject({ hidden: true, recorder: true, roomJoin: true, canPublish: true, canSubscribe: false });
  expect(toPermission(grant)).toMatchObject({ hidden: true, recorder: true, canPublish: true, canSubscribe: false, canPublishData: false });
});
