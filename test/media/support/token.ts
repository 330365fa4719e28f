import { AccessToken, type AccessTokenOptions, type VideoGrant } from 'livekit-server-sdk';
import { api } from './server.ts';

/** A token as the stock server SDK makes it: may publish and subscribe unless `grant` says otherwise. */
export async function tokenFor(
  identity: string,
  room: string,
  grant: VideoGrant = {},
  options: AccessTokenOptions = {},
  secret = api.secret,
): Promise<string> {
  const token = new AccessToken(api.key, secret, { identity, ttl: '1h', ...options });
  token.addGrant({ roomJoin: true, room, canPublish: true, canSubscribe: true, ...grant });
  return token.toJwt();
}

/** The grant of a staff monitor: unseen and uncounted, silent. */
export const monitorGrant: VideoGrant = { hidden: true, agent: true, canPublish: false, canPublishData: false };

/** The grant of the recorder: unseen and uncounted, silent; the others see that the room is recorded. */
export const recorderGrant: VideoGrant = { hidden: true, recorder: true, canPublish: false, canPublishData: false };
