import { type ParticipantInfo, RoomServiceClient, TwirpError } from 'livekit-server-sdk';
import { type CallControl, MediaUnavailable, type RoomParticipant } from '../../ports/call-control.ts';
import { type LiveKitKey, participantSources, participantToken, recorderToken } from './room-tokens.ts';

export interface LiveKitOptions extends LiveKitKey {
  /** Address of the server as our processes reach it: http(s) or ws(s). */
  readonly url: string;
  /** Seconds until an unanswered request is given up. Default 2: nobody in a waiting room should wait for a dead server. */
  readonly timeoutSeconds?: number;
}

/** A room lives until we close it; these seconds only sweep up after an installation that was switched off for good. */
const ROOM_SECONDS = 12 * 3600;

/** Control over RoomService, the same for the embedded engine and a real LiveKit server. */
export function liveKitCallControl(options: LiveKitOptions): CallControl {
  const rooms = new RoomServiceClient(options.url, options.apiKey, options.apiSecret, {
    requestTimeout: options.timeoutSeconds ?? 2,
    failover: false,
  });

  return {
    async ensureRoom(roomName) {
      await answered(rooms.createRoom({ name: roomName, emptyTimeout: ROOM_SECONDS, departureTimeout: ROOM_SECONDS }));
    },
    async closeRoom(roomName) {
      await answered(rooms.deleteRoom(roomName), 'calm');
    },
    participantToken: (roomName, identity, _side, gateOpen) => participantToken(options, roomName, identity, gateOpen),
    recorderToken: (roomName, identity, seconds) => recorderToken(options, roomName, identity, seconds),
    async setGate(roomName, identities, open) {
      // LiveKit replaces a permission as a whole, so the half that lets people send is said again.
      const permission = { canPublish: true, canPublishSources: participantSources, canSubscribe: open, canPublishData: false };
      await Promise.all(identities.map((identity) => answered(rooms.updateParticipant(roomName, identity, { permission }), 'calm')));
    },
    async look(roomName) {
      try {
        return { kind: 'room', participants: (await rooms.listParticipants(roomName)).map(toParticipant) };
      } catch (error) {
        return { kind: isMissing(error) ? 'no-room' : 'unreachable' };
      }
    },
    async remove(roomName, identity) {
      await answered(rooms.removeParticipant(roomName, identity), 'calm');
    },
  };
}

/** `calm`: that the room or person is gone already is as good as done. */
async function answered<Answer>(request: Promise<Answer>, missing: 'throw' | 'calm' = 'throw'): Promise<Answer | null> {
  try {
    return await request;
  } catch (cause) {
    if (missing === 'calm' && isMissing(cause)) return null;
    throw new MediaUnavailable({ cause });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof TwirpError && (error.status === 404 || error.code === 'not_found');
}

/** A LiveKit server lists nobody in a room that it has made and forgotten; ours says `no-room`. Both are mended by `ensureRoom`. */
function toParticipant(info: ParticipantInfo): RoomParticipant {
  return {
    identity: info.identity,
    hidden: info.permission?.hidden ?? false,
    publishing: info.tracks.length > 0,
    allMuted: info.tracks.length > 0 && info.tracks.every((track) => track.muted),
    maySubscribe: info.permission?.canSubscribe ?? true,
  };
}
