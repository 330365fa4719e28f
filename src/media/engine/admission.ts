import { type ApiKey, type TokenClaims, verifyToken } from '../signal/tokens.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';

/** May this bearer come in? A refusal carries the HTTP status and the text that LiveKit's clients show. */
export type Admission = { ok: true; claims: TokenClaims; room: Room } | { ok: false; status: 401 | 404 | 429 | 503; text: string };

export interface AdmissionOptions {
  api: ApiKey;
  rooms: Rooms;
  /** True while rooms of before a restart may not have been made again. */
  isRecovering(): boolean;
}

/**
 * Decides about a join. A missing room is "404 requested room does not exist", which makes a client give up; shortly after a start, a client that
 * was connected before (it bears a refreshed token) gets 503 instead, so that it tries again until the room is there.
 */
export function admit(token: string | null, options: AdmissionOptions): Admission {
  if (!token) return { ok: false, status: 401, text: 'permissions denied: no token' };
  const verdict = verifyToken(token, options.api, Date.now() / 1000);
  if (!verdict.ok) return { ok: false, status: 401, text: `invalid token: ${verdict.reason}` };
  const { claims } = verdict;
  const { room: name, roomJoin } = claims.grant;
  if (!roomJoin || !name || !claims.identity) return { ok: false, status: 401, text: 'permissions denied' };
  const room = options.rooms.find(name);
  if (!room) {
    if (claims.refreshed && options.isRecovering())
      return { ok: false, status: 503, text: 'the server has just started; the room will be there soon' };
    return { ok: false, status: 404, text: 'requested room does not exist' };
  }
  if (room.memory.isBarred(claims))
    return { ok: false, status: 401, text: 'permissions denied: the participant was removed after this token was issued' };
  if (room.isFull && !room.participants.has(claims.identity) && !(claims.grant.recorder || claims.grant.agent)) {
    return { ok: false, status: 429, text: 'room has exceeded its max participants' };
  }
  return { ok: true, claims, room };
}
