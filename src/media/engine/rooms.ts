import { type CreateRoomRequest, DisconnectReason, ParticipantInfo_State, WebhookEvent } from '@livekit/protocol';
import type { Logger } from 'pino';
import { Room } from './room.ts';

/** LiveKit's defaults, in seconds. */
const defaultEmptyTimeout = 300;
const defaultDepartureTimeout = 20;
const qualityInterval = 5000;
const sweepInterval = 1000;
/** A participant whose media never connect is given up, in milliseconds. */
const joinTimeout = 20_000;

export interface RoomsOptions {
  /** Milliseconds without signal and without packets after which a participant is gone. */
  silenceTimeout: number;
  logger: Logger;
  publish(event: WebhookEvent): void;
}

/** All rooms of this engine. Rooms are made by CreateRoom only, never by a token. */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #options: RoomsOptions;
  readonly #timers: NodeJS.Timeout[];

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#timers = [setInterval(() => this.#sweep(), sweepInterval), setInterval(() => this.#announceQuality(), qualityInterval)];
  }

  get all(): Room[] {
    return [...this.#rooms.values()];
  }

  find(name: string): Room | undefined {
    return this.#rooms.get(name);
  }

  /** The room of this name, made if need be; settings of an existing one stay. */
  create(request: CreateRoomRequest): Room {
    const existing = this.#rooms.get(request.name);
    if (existing) return existing;
    const room = new Room({
      name: request.name,
      metadata: request.metadata,
      emptyTimeout: request.emptyTimeout || defaultEmptyTimeout,
      departureTimeout: request.departureTimeout || defaultDepartureTimeout,
      maxParticipants: request.maxParticipants,
      logger: this.#options.logger.child({ room: request.name }),
      publish: this.#options.publish,
    });
    this.#rooms.set(room.name, room);
    this.#options.publish(new WebhookEvent({ event: 'room_started', room: room.info() }));
    return room;
  }

  delete(room: Room, reason: DisconnectReason): void {
    if (this.#rooms.get(room.name) !== room) return;
    this.#rooms.delete(room.name);
    room.close(reason);
    this.#options.publish(new WebhookEvent({ event: 'room_finished', room: room.info() }));
  }

  /** Idempotent. Connections close without a goodbye and without events: clients then try to come back, so a restart is a short gap and not the end of their call. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const room of this.#rooms.values()) for (const participant of room.participants.values()) participant.close(null);
    this.#rooms.clear();
  }

  #announceQuality(): void {
    for (const room of this.#rooms.values()) room.announceQuality();
  }

  #sweep(): void {
    const now = performance.now();
    for (const room of this.#rooms.values()) {
      for (const participant of [...room.participants.values()]) {
        const silence = now - Math.max(participant.lastSignalAt, participant.lastPacketAt);
        const joining = participant.state === ParticipantInfo_State.JOINED && Date.now() - participant.joinedAt > joinTimeout;
        if (silence > this.#options.silenceTimeout) room.leave(participant, DisconnectReason.CONNECTION_TIMEOUT);
        else if (joining) room.leave(participant, DisconnectReason.JOIN_FAILURE);
      }
      const timeout = room.everUsed ? room.options.departureTimeout : room.options.emptyTimeout;
      if (room.emptySince !== null && now - room.emptySince > timeout * 1000) this.delete(room, DisconnectReason.ROOM_CLOSED);
    }
  }
}
