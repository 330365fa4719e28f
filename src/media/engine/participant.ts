import {
  ConnectionQuality,
  DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  ParticipantInfo,
  ParticipantInfo_State,
  TrackSubscribed,
  TrackUnpublishedResponse,
} from '@livekit/protocol';
import type { Logger } from 'pino';
import { mayPublish, mayPublishSource, maySubscribe, toPermission, type VideoGrant } from '../signal/grants.ts';
import type { ResponseMessage } from '../signal/messages.ts';
import type { TokenClaims } from '../signal/tokens.ts';
import type { Counters } from './counters.ts';
import type { PeerSettings } from './peer.ts';
import { type PublishedTrack, PublisherSide } from './publisher-side.ts';
import { SubscriberSide } from './subscriber-side.ts';
import { newSid } from './track-info.ts';

/** The WebSocket of one participant, as far as a participant needs it. */
export interface SignalLink {
  send(message: ResponseMessage): void;
  close(): void;
}

/** What a participant tells its room. */
export interface ParticipantEvents {
  active(participant: Participant): void;
  changed(participant: Participant): void;
  trackUp(participant: Participant, track: PublishedTrack): void;
  trackDown(participant: Participant, track: PublishedTrack): void;
  data(participant: Participant, label: string, bytes: Uint8Array): void;
}

export interface ParticipantOptions {
  claims: TokenClaims;
  /** The token's grant, narrowed by what an administrator has decided since it was issued. */
  grant: VideoGrant;
  autoSubscribe: boolean;
  /** The engine begins the DTLS handshake also of the connection on which the client receives; of the other it always does. */
  beginsHandshake: boolean;
  link: SignalLink;
  events: ParticipantEvents;
  settings: PeerSettings;
  counters: Counters;
  logger: Logger;
}

/** One connected participant: who it is, what it may do, what it sends and receives. */
export class Participant {
  readonly sid = newSid('PA_');
  readonly identity: string;
  readonly publisher: PublisherSide;
  readonly subscriber: SubscriberSide;
  readonly autoSubscribe: boolean;
  name: string;
  metadata: string;
  attributes: Record<string, string>;
  state = ParticipantInfo_State.JOINED;
  /** Milliseconds on the steady clock. */
  lastSignalAt = performance.now();
  lastPacketAt = performance.now();
  readonly joinedAt = Date.now();
  readonly #options: ParticipantOptions;
  readonly #announcedSubscriptions = new Set<string>();
  /** Tracks the client has switched off itself; a regained permission does not bring them back. */
  readonly #declined = new Set<string>();
  #grant: VideoGrant;
  #version = 0;
  #closed = false;

  constructor(options: ParticipantOptions) {
    this.#options = options;
    this.#grant = options.grant;
    this.identity = options.claims.identity;
    this.name = options.claims.name;
    this.metadata = options.claims.metadata;
    this.attributes = { ...options.claims.attributes };
    this.autoSubscribe = options.autoSubscribe;
    const { settings, counters, events } = options;
    const logger = options.logger.child({ participant: this.sid });
    const shared = {
      name: this.sid,
      settings,
      counters,
      logger,
      send: (message: ResponseMessage) => this.send(message),
      onActivity: () => this.#notePacket(),
    };
    this.publisher = new PublisherSide({
      ...shared,
      mayPublish: (source) => !this.hidden && mayPublishSource(this.#grant, source),
      onTrack: (track) => events.trackUp(this, track),
      onTrackEnded: (track) => events.trackDown(this, track),
      onData: (label, bytes) => events.data(this, label, bytes),
    });
    this.subscriber = new SubscriberSide({
      ...shared,
      limitsPublishers: !this.hidden,
      beginsHandshake: options.beginsHandshake,
      onConnected: () => this.#becomeActive(),
      onFailed: () => this.askToReconnect(),
    });
  }

  get grant(): VideoGrant {
    return this.#grant;
  }

  /** What its token said when it came in. */
  get tokenGrant(): VideoGrant {
    return this.#options.claims.grant;
  }

  get hidden(): boolean {
    return this.#grant.hidden ?? false;
  }

  /** Services that watch (recorder, staff) are not counted and do not keep a room open. */
  get counts(): boolean {
    return !(this.#grant.recorder || this.#grant.agent);
  }

  /** Will it send media? Then its sending connection is made at once. */
  get publisherExpected(): boolean {
    return !this.hidden && mayPublish(this.#grant);
  }

  get closed(): boolean {
    return this.#closed;
  }

  send(message: ResponseMessage): void {
    if (!this.#closed) this.#options.link.send(message);
  }

  /** The participant as others and administrators see it; each call may describe a newer state. */
  info(disconnectReason = DisconnectReason.UNKNOWN_REASON): ParticipantInfo {
    const tracks = [...this.publisher.tracks.values()].filter((track) => track.stream !== null).map((track) => track.info);
    return new ParticipantInfo({
      sid: this.sid,
      identity: this.identity,
      name: this.name,
      metadata: this.metadata,
      attributes: this.attributes,
      state: this.state,
      tracks,
      joinedAt: BigInt(Math.floor(this.joinedAt / 1000)),
      joinedAtMs: BigInt(this.joinedAt),
      version: ++this.#version,
      permission: toPermission(this.#grant),
      isPublisher: tracks.length > 0,
      disconnectReason,
    });
  }

  /** Receive this track, if the grant and the client's own wishes let it. */
  subscribe(publisher: Participant, track: PublishedTrack): void {
    if (!maySubscribe(this.#grant) || this.#declined.has(track.info.sid)) return;
    this.subscriber.add(track, `${publisher.sid}|${track.info.stream}`);
    if (!this.hidden) publisher.noteSubscribed(track);
  }

  unsubscribe(sid: string): void {
    this.subscriber.remove(sid);
  }

  /** The client's own wish about one track. */
  setDeclined(sid: string, declined: boolean): void {
    if (declined) this.#declined.add(sid);
    else this.#declined.delete(sid);
  }

  declines(sid: string): boolean {
    return this.#declined.has(sid);
  }

  /** Tells the publisher, once for each track, that somebody it may know of receives it. */
  noteSubscribed(track: PublishedTrack): void {
    if (this.#announcedSubscriptions.has(track.info.sid)) return;
    this.#announcedSubscriptions.add(track.info.sid);
    this.send({ case: 'trackSubscribed', value: new TrackSubscribed({ trackSid: track.info.sid }) });
  }

  /** Replaces the grant; tracks it no longer covers end at once. What it opens or shuts on the receiving side is the room's to do. */
  setGrant(grant: VideoGrant): void {
    this.#grant = grant;
    for (const track of [...this.publisher.tracks.values()]) {
      if (mayPublishSource(grant, track.info.source)) continue;
      this.publisher.unpublish(track.info.sid);
      this.send({ case: 'trackUnpublished', value: new TrackUnpublishedResponse({ trackSid: track.info.sid }) });
    }
  }

  /** How well the line of this participant works, both ways: the shares of lost packets at which sound begins to suffer. */
  quality(): ConnectionQuality {
    const loss = Math.max(this.publisher.loss, this.subscriber.loss);
    if (loss >= 0.1) return ConnectionQuality.POOR;
    return loss >= 0.03 ? ConnectionQuality.GOOD : ConnectionQuality.EXCELLENT;
  }

  /** Our transport cannot be repaired (no ICE restart): the client comes back anew within a second. */
  askToReconnect(): void {
    this.send({
      case: 'leave',
      value: new LeaveRequest({ reason: DisconnectReason.MEDIA_FAILURE, action: LeaveRequest_Action.RECONNECT }),
    });
  }

  /** Ends everything of this participant; `reason` null: the client left by itself and need not be told. Idempotent. Order: last word, streams, connections, socket. */
  close(reason: DisconnectReason | null): void {
    if (this.#closed) return;
    if (reason !== null) this.send({ case: 'leave', value: new LeaveRequest({ reason, action: LeaveRequest_Action.DISCONNECT }) });
    this.#closed = true;
    this.state = ParticipantInfo_State.DISCONNECTED;
    this.publisher.close();
    this.subscriber.close();
    this.#options.link.close();
  }

  #notePacket(): void {
    this.lastPacketAt = performance.now();
  }

  #becomeActive(): void {
    this.#notePacket();
    if (this.#closed || this.state === ParticipantInfo_State.ACTIVE) return;
    this.state = ParticipantInfo_State.ACTIVE;
    this.#options.events.active(this);
  }
}
