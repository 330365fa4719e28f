import type { CallSide } from '../core/call/call-events.ts';

/** One person in a room as the media server counts them. */
export interface RoomParticipant {
  readonly identity: string;
  readonly hidden: boolean;
  readonly publishing: boolean;
  /** True when something is published and every published track is muted by its owner. */
  readonly allMuted: boolean;
  /** May receive the media of others: the person's half of the gate. */
  readonly maySubscribe: boolean;
}

/** What a look at a room tells: the server may be away, or have forgotten the room (it was restarted). */
export type RoomSight =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'no-room' }
  | { readonly kind: 'room'; readonly participants: readonly RoomParticipant[] };

/**
 * Control of the media server: the embedded engine or a LiveKit server, one adapter for both. Rooms are named by us and never by a client.
 * Every method answers within seconds; those that change something throw MediaUnavailable when the server does not answer.
 */
export interface CallControl {
  /** Makes the room if it is not there; a room is never made by joining it. */
  ensureRoom(roomName: string): Promise<void>;
  /** Ends the room for everybody; answers calmly when it is gone. */
  closeRoom(roomName: string): Promise<void>;
  /** A token of seconds for one person; `gateOpen` decides whether it may receive. */
  participantToken(roomName: string, identity: string, side: CallSide, gateOpen: boolean): Promise<string>;
  /** Hidden, may receive, may not publish. Lives for `seconds` so that a recorder can reconnect. */
  recorderToken(roomName: string, identity: string, seconds: number): Promise<string>;
  /** Lets these identities receive each other's media, or stops it. Calm about whoever is not there. */
  setGate(roomName: string, identities: readonly string[], open: boolean): Promise<void>;
  look(roomName: string): Promise<RoomSight>;
  /** Puts somebody out; calm when they are not there. */
  remove(roomName: string, identity: string): Promise<void>;
}

/** A genuine report of the media server: something changed in this room. What changed is read from the room itself. */
export interface MediaReport {
  readonly eventId: string;
  readonly roomName: string;
}

/** Believes a webhook of the media server, or not (null). */
export interface MediaWebhooks {
  verify(rawBody: string, authorization: string | undefined): Promise<MediaReport | null>;
}

/** The media server did not answer in time or failed; asking again may help. */
export class MediaUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('the media server does not answer', options);
    this.name = 'MediaUnavailable';
  }
}
