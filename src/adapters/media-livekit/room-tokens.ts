import { AccessToken, TrackSource, type VideoGrant } from 'livekit-server-sdk';

/** The key that signs grants, webhooks and our own requests. */
export interface LiveKitKey {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Long enough to open a WebSocket, too short to be worth stealing; who comes back asks for a new one. */
const JOIN_SECONDS = 60;

/** What people in a call may send: their face and their voice, nothing else. */
export const participantSources = [TrackSource.CAMERA, TrackSource.MICROPHONE];

/** Leave to join one room as a visible participant. Never `roomCreate`: it would bypass that rooms are made by us. */
export function participantToken(key: LiveKitKey, roomName: string, identity: string, maySubscribe: boolean): Promise<string> {
  return sign(key, identity, JOIN_SECONDS, {
    room: roomName,
    roomJoin: true,
    canPublish: true,
    canPublishSources: participantSources,
    canSubscribe: maySubscribe,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  });
}

/** Leave to receive everything unseen; `recorder` besides `hidden` keeps it out of the number of participants that clients are told. */
export function recorderToken(key: LiveKitKey, roomName: string, identity: string, seconds: number): Promise<string> {
  return sign(key, identity, seconds, {
    room: roomName,
    roomJoin: true,
    hidden: true,
    recorder: true,
    canPublish: false,
    canSubscribe: true,
    canPublishData: false,
  });
}

function sign(key: LiveKitKey, identity: string, seconds: number, grant: VideoGrant): Promise<string> {
  const token = new AccessToken(key.apiKey, key.apiSecret, { identity, ttl: seconds });
  token.addGrant(grant);
  return token.toJwt();
}
