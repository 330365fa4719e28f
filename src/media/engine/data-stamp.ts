import { DataPacket } from '@livekit/protocol';

/** Who sent a data packet; null fields for a sender nobody may know of. */
export interface DataSender {
  identity: string;
  sid: string;
}

/** A data packet ready to go out. */
export interface StampedData {
  bytes: Uint8Array;
  /** Only to these; empty: to everybody. */
  identities: string[];
  sids: string[];
}

/** What participants may send each other. The rest (speaker lists, transcriptions, metrics) only a server may say. */
const allowed = new Set([
  'user',
  'chatMessage',
  'rpcRequest',
  'rpcAck',
  'rpcResponse',
  'streamHeader',
  'streamChunk',
  'streamTrailer',
  'encryptedPacket',
]);

/**
 * Reads a participant's data packet and writes the true sender into it, whatever the client claimed. A hidden sender's identity is
 * left blank. Null when it is not a packet that participants may send.
 */
export function stampData(bytes: Uint8Array, sender: DataSender | null): StampedData | null {
  const packet = readPacket(bytes);
  if (packet === null || packet.value.case === undefined || !allowed.has(packet.value.case)) return null;
  packet.participantIdentity = sender?.identity ?? '';
  packet.participantSid = sender?.sid ?? '';
  const identities = [...packet.destinationIdentities];
  const sids: string[] = [];
  if (packet.value.case === 'user') {
    const user = packet.value.value;
    user.participantIdentity = packet.participantIdentity;
    user.participantSid = packet.participantSid;
    identities.push(...user.destinationIdentities);
    sids.push(...user.destinationSids);
  }
  return { bytes: packet.toBinary(), identities, sids };
}

function readPacket(bytes: Uint8Array): DataPacket | null {
  try {
    return DataPacket.fromBinary(bytes);
  } catch {
    return null;
  }
}
