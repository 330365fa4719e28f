import { ActiveSpeakerUpdate, DataPacket, UserPacket } from '@livekit/protocol';
import { expect, test } from 'vitest';
import { stampData } from './data-stamp.ts';

const sender = { identity: 'ana', sid: 'PA_1' };

function sent(packet: Partial<DataPacket>): Uint8Array {
  return new DataPacket(packet).toBinary();
}

test('the true sender stands in the packet, whatever the client claimed', () => {
  const user = new UserPacket({ payload: new Uint8Array([7]), participantIdentity: 'warden', participantSid: 'PA_9' });
  const stamped = stampData(
    sent({ participantIdentity: 'warden', participantSid: 'PA_9', sequence: 3, value: { case: 'user', value: user } }),
    sender,
  );
  const packet = DataPacket.fromBinary(stamped?.bytes ?? new Uint8Array());
  expect(packet).toMatchObject({ participantIdentity: 'ana', participantSid: 'PA_1', sequence: 3 });
  expect(packet.value.value).toMatchObject({ participantIdentity: 'ana', participantSid: 'PA_1', payload: new Uint8Array([7]) });
});

test('a hidden sender has no name', () => {
  const stamped = stampData(
    sent({ participantIdentity: 'staff', value: { case: 'user', value: new UserPacket({ participantIdentity: 'staff' }) } }),
    null,
  );
  const packet = DataPacket.fromBinary(stamped?.bytes ?? new Uint8Array());
  expect([packet.participantIdentity, packet.participantSid]).toEqual(['', '']);
  expect(packet.value.value).toMatchObject({ participantIdentity: '' });
});

test('destinations are found in both places where clients put them', () => {
  const user = new UserPacket({ destinationIdentities: ['b'], destinationSids: ['PA_3'] });
  expect(stampData(sent({ destinationIdentities: ['a'], value: { case: 'user', value: user } }), sender)).toMatchObject({
    identities: ['a', 'b'],
    sids: ['PA_3'],
  });
});

test('what only a server may say, and what is no packet at all, goes nowhere', () => {
  expect(stampData(sent({ value: { case: 'speaker', value: new ActiveSpeakerUpdate() } }), sender)).toBeNull();
  expect(stampData(new Uint8Array(), sender)).toBeNull();
  expect(stampData(new Uint8Array([0xff, 0xff, 0xff]), sender)).toBeNull();
});
