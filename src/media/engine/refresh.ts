import { narrowed, toPermission } from '../signal/grants.ts';
import { type ApiKey, signToken } from '../signal/tokens.ts';
import type { Participant } from './participant.ts';
import type { Room } from './room.ts';

/** How long a renewed token is good, in seconds, and how often a connected client gets one, in milliseconds; LiveKit's values. */
const lifeSeconds = 600;
const interval = 5 * 60_000;

/**
 * A token by which a connected client can come back after its first one has expired. It grants no more than the token the client came with, and no
 * more than it may do now: what was opened in the meantime only the room remembers, so after a restart the app has to open it again.
 */
export function refreshedToken(room: Room, participant: Participant, api: ApiKey): string {
  const grant = narrowed(participant.tokenGrant, toPermission(participant.grant));
  const issuedAt = Math.floor(Date.now() / 1000);
  return signToken(
    {
      identity: participant.identity,
      name: participant.name,
      metadata: participant.metadata,
      attributes: participant.attributes,
      grant: { ...grant, room: room.name, roomJoin: true, roomCreate: false, roomList: false, roomAdmin: false },
      refreshed: true,
      issuedAt,
      expiresAt: issuedAt + lifeSeconds,
    },
    api,
  );
}

/** Sends a renewed token now and every five minutes. @returns stops it */
export function keepRefreshed(room: Room, participant: Participant, api: ApiKey): () => void {
  const refresh = (): void => participant.send({ case: 'refreshToken', value: refreshedToken(room, participant, api) });
  refresh();
  const timer = setInterval(refresh, interval);
  return () => clearInterval(timer);
}
