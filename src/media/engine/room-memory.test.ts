import { ParticipantPermission, TrackSource } from '@livekit/protocol';
import { expect, test } from 'vitest';
import type { VideoGrant } from '../signal/grants.ts';
import type { TokenClaims } from '../signal/tokens.ts';
import { RoomMemory } from './room-memory.ts';

function claims(issuedAt: number, grant: VideoGrant = {}): TokenClaims {
  return {
    issuer: 'k',
    identity: 'ana',
    name: '',
    metadata: '',
    attributes: {},
    issuedAt,
    expiresAt: issuedAt + 600,
    grant,
    sha256: null,
    refreshed: false,
  };
}

test('a removal bars tokens issued until then, and no later ones and nobody else', () => {
  const memory = new RoomMemory();
  memory.remove('ana', 1000);
  expect([999, 1000, 1001].map((at) => memory.isBarred(claims(at)))).toEqual([true, true, false]);
  expect(memory.isBarred({ ...claims(999), identity: 'marcus' })).toBe(false);
});

test('an earlier removal does not lift a later one', () => {
  const memory = new RoomMemory();
  memory.remove('ana', 1000);
  memory.remove('ana', 500);
  expect(memory.isBarred(claims(900))).toBe(true);
});

test('a decision narrows what an older token grants and never widens it', () => {
  const memory = new RoomMemory();
  memory.decide(
    'ana',
    new ParticipantPermission({ canPublish: true, canSubscribe: true, canPublishData: false, canPublishSources: [TrackSource.CAMERA] }),
  );
  const old = claims(1);
  expect(memory.join({ ...old, grant: { canSubscribe: false } })).toMatchObject({
    canPublish: true,
    canSubscribe: false,
    canPublishData: false,
    canPublishSources: [TrackSource.CAMERA],
  });
  expect(memory.join({ ...old, grant: { canPublishSources: [TrackSource.MICROPHONE] } })).toMatchObject({ canPublish: false });
});

test('a token issued after the decision is a new decision', () => {
  const memory = new RoomMemory();
  memory.decide('ana', new ParticipantPermission({ canPublish: false, canSubscribe: false }));
  const later = claims(Date.now() / 1000 + 5, { canPublish: true });
  expect(memory.join(later)).toEqual({ canPublish: true });
});

test('a renewed token is no decision: what was last decided holds for its bearer, wider or narrower', () => {
  const memory = new RoomMemory();
  memory.join(claims(Date.now() / 1000 - 60, { canSubscribe: false }));
  memory.decide('ana', new ParticipantPermission({ canPublish: true, canSubscribe: true }));
  const renewed: TokenClaims = { ...claims(Date.now() / 1000 + 300, { canSubscribe: false, canPublish: true }), refreshed: true };
  expect(memory.join(renewed)).toMatchObject({ canPublish: true, canSubscribe: true });
  memory.decide('ana', new ParticipantPermission({ canPublish: true, canSubscribe: false }));
  expect(memory.join({ ...renewed, grant: { canSubscribe: true } })).toMatchObject({ canSubscribe: false });
});

test('a renewed token brings to a room that remembers nothing only what it says itself', () => {
  const renewed: TokenClaims = { ...claims(1, { canSubscribe: false }), refreshed: true };
  expect(new RoomMemory().join(renewed)).toEqual({ canSubscribe: false });
});

test('after a new token of the app, an older renewed one has no more than the new one', () => {
  const memory = new RoomMemory();
  memory.decide('ana', new ParticipantPermission({ canPublish: true, canSubscribe: true }));
  memory.join(claims(Date.now() / 1000 + 5, { canSubscribe: false }));
  const renewed: TokenClaims = { ...claims(Date.now() / 1000, { canSubscribe: false }), refreshed: true };
  expect(memory.join(renewed)).toMatchObject({ canSubscribe: false });
});
