import type { CallSide } from '../core/call/call-events.ts';

/** One person in a room as the media server counts them. */
export interface RoomParticipant {
  readonly identity: string;
  readonly hidden: boolean;
  readonly publishing: boolean;
}

/** Control of the media server: the embedded engine or a LiveKit server, one adapter for both. Rooms are named by us and never by a client. */
export interface CallControl {
  /** Makes the room if it is not there; a room is never made by joining it. */
  ensureRoom(roomName: string): Promise<void>;
  /** Ends the room for everybody; answers calmly when it is gone. */
  closeRoom(roomName: string): Promise<void>;
  /** A token of seconds for one person; `gateOpen` decides whether it may receive. */
  participantToken(roomName: string, identity: string, side: CallSide, gateOpen: boolean): Promise<string>;
  /** Hidden, may receive, may not publish. Lives for `seconds` so that a recorder can reconnect. */
  recorderToken(roomName: string, identity: string, seconds: number): Promise<string>;
  /** Lets these identities receive each other's media, or stops it. */
  setGate(roomName: string, identities: readonly string[], open: boolean): Promise<void>;
  /** Null when the media server does not answer. */
  listParticipants(roomName: string): Promise<readonly RoomParticipant[] | null>;
  remove(roomName: string, identity: string): Promise<void>;
}
