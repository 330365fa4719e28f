import {
  ConnectionQualityInfo,
  ConnectionQualityUpdate,
  DisconnectReason,
  ParticipantInfo_State,
  type ParticipantPermission,
  ParticipantUpdate,
  Room as RoomInfo,
  RoomUpdate,
  WebhookEvent,
} from '@livekit/protocol';
import type { Logger } from 'pino';
import { mayPublishData, maySubscribe, withPermission } from '../signal/grants.ts';
import { stampData } from './data-stamp.ts';
import type { Participant, ParticipantEvents } from './participant.ts';
import type { PublishedTrack } from './publisher-side.ts';
import { RoomMemory } from './room-memory.ts';
import { newSid } from './track-info.ts';

export interface RoomOptions {
  name: string;
  metadata: string;
  /** Seconds a room waits for its first participant. */
  emptyTimeout: number;
  /** Seconds a room stays after its last participant. */
  departureTimeout: number;
  /** 0: any number. */
  maxParticipants: number;
  logger: Logger;
  /** Tells the world what happened. */
  publish(event: WebhookEvent): void;
}

/** One room: who is in it, who hears of whom, and what becomes of their tracks and data. */
export class Room implements ParticipantEvents {
  readonly sid = newSid('RM_');
  readonly name: string;
  readonly participants = new Map<string, Participant>();
  readonly memory = new RoomMemory();
  readonly options: RoomOptions;
  metadata: string;
  /** Milliseconds on the steady clock since when nobody who counts is here; null while somebody is. */
  emptySince: number | null = performance.now();
  everUsed = false;
  readonly #createdAt = Date.now();

  constructor(options: RoomOptions) {
    this.options = options;
    this.name = options.name;
    this.metadata = options.metadata;
  }

  info(): RoomInfo {
    const all = [...this.participants.values()];
    return new RoomInfo({
      sid: this.sid,
      name: this.name,
      emptyTimeout: this.options.emptyTimeout,
      departureTimeout: this.options.departureTimeout,
      maxParticipants: this.options.maxParticipants,
      creationTime: BigInt(Math.floor(this.#createdAt / 1000)),
      creationTimeMs: BigInt(this.#createdAt),
      metadata: this.metadata,
      numParticipants: all.filter((participant) => participant.counts).length,
      numPublishers: all.filter((participant) => participant.publisher.tracks.size > 0).length,
      activeRecording: all.some((participant) => participant.grant.recorder),
    });
  }

  /** Those this participant may know of, itself excluded. */
  visibleTo(observer: Participant): Participant[] {
    return [...this.participants.values()].filter((participant) => participant !== observer && !participant.hidden);
  }

  get isFull(): boolean {
    const { maxParticipants } = this.options;
    return maxParticipants > 0 && [...this.participants.values()].filter((participant) => participant.counts).length >= maxParticipants;
  }

  /** Takes a new participant in; an older one of the same identity is sent away first. */
  join(participant: Participant): void {
    const older = this.participants.get(participant.identity);
    if (older) this.leave(older, DisconnectReason.DUPLICATE_IDENTITY);
    this.participants.set(participant.identity, participant);
    this.everUsed = true;
    this.#noteOccupation();
  }

  /** After the first message has gone out: subscribes to all there is and tells the others. */
  settle(participant: Participant): void {
    participant.subscriber.start();
    if (participant.autoSubscribe) this.subscribeToAll(participant);
    this.changed(participant);
    this.announceRoom();
  }

  /** Ends one participation. Idempotent. `tell` false: the client said goodbye itself. */
  leave(participant: Participant, reason: DisconnectReason, tell = true): void {
    if (participant.closed) return;
    const wasActive = participant.state === ParticipantInfo_State.ACTIVE;
    for (const sid of [...participant.publisher.tracks.keys()]) participant.publisher.unpublish(sid);
    participant.close(tell ? reason : null);
    if (this.participants.get(participant.identity) === participant) this.participants.delete(participant.identity);
    const info = participant.info(reason);
    if (!participant.hidden)
      for (const other of this.participants.values())
        other.send({ case: 'update', value: new ParticipantUpdate({ participants: [info] }) });
    this.options.publish(
      new WebhookEvent({ event: wasActive ? 'participant_left' : 'participant_connection_aborted', room: this.info(), participant: info }),
    );
    this.#noteOccupation();
    this.announceRoom();
  }

  /** Ends the room for everybody. */
  close(reason: DisconnectReason): void {
    for (const participant of [...this.participants.values()]) this.leave(participant, reason);
  }

  subscribeToAll(participant: Participant): void {
    for (const publisher of this.participants.values()) {
      if (publisher === participant || publisher.hidden) continue;
      for (const track of publisher.publisher.tracks.values()) if (track.stream) participant.subscribe(publisher, track);
    }
  }

  /** An administrator's decision about one participant; takes effect at once and binds later joins with older tokens. */
  setPermission(participant: Participant, permission: ParticipantPermission): void {
    this.memory.decide(participant.identity, permission);
    const could = maySubscribe(participant.grant);
    participant.setGrant(withPermission(participant.grant, permission));
    const can = maySubscribe(participant.grant);
    if (could && !can) for (const sid of participant.subscriber.subscribed) participant.unsubscribe(sid);
    if (!could && can && participant.autoSubscribe) this.subscribeToAll(participant);
  }

  announceRoom(): void {
    const room = this.info();
    for (const participant of this.participants.values()) participant.send({ case: 'roomUpdate', value: new RoomUpdate({ room }) });
  }

  /** Tells each participant how well its own line and those of the others work. */
  announceQuality(): void {
    const qualities = new Map([...this.participants.values()].map((participant) => [participant, participant.quality()]));
    for (const observer of this.participants.values()) {
      const updates = [observer, ...this.visibleTo(observer)].map((participant) => {
        const quality = qualities.get(participant) ?? participant.quality();
        return new ConnectionQualityInfo({ participantSid: participant.sid, quality, score: quality * 2 + 1 });
      });
      observer.send({ case: 'connectionQuality', value: new ConnectionQualityUpdate({ updates }) });
    }
  }

  active(participant: Participant): void {
    this.changed(participant);
    this.options.publish(new WebhookEvent({ event: 'participant_joined', room: this.info(), participant: participant.info() }));
  }

  changed(participant: Participant): void {
    if (participant.closed) return;
    const update = new ParticipantUpdate({ participants: [participant.info()] });
    for (const observer of this.participants.values()) {
      if (observer === participant || !participant.hidden) observer.send({ case: 'update', value: update });
    }
  }

  trackUp(participant: Participant, track: PublishedTrack): void {
    this.changed(participant);
    for (const other of this.participants.values()) if (other !== participant && other.autoSubscribe) other.subscribe(participant, track);
    this.options.publish(
      new WebhookEvent({ event: 'track_published', room: this.info(), participant: participant.info(), track: track.info }),
    );
  }

  trackDown(participant: Participant, track: PublishedTrack): void {
    for (const other of this.participants.values()) other.unsubscribe(track.info.sid);
    this.changed(participant);
    this.options.publish(
      new WebhookEvent({ event: 'track_unpublished', room: this.info(), participant: participant.info(), track: track.info }),
    );
  }

  /** Passes data on if the grant allows it; else drops them without a word, as LiveKit does. */
  data(participant: Participant, label: string, bytes: Uint8Array): void {
    if (!mayPublishData(participant.grant) || (label !== '_reliable' && label !== '_lossy')) return;
    const stamped = stampData(bytes, participant.hidden ? null : participant);
    if (stamped) this.deliver(label, stamped.bytes, stamped.identities, stamped.sids, participant);
  }

  deliver(label: '_reliable' | '_lossy', bytes: Uint8Array, identities: string[], sids: string[], from: Participant | null): void {
    const toAll = identities.length === 0 && sids.length === 0;
    for (const participant of this.participants.values()) {
      if (participant === from) continue;
      if (toAll || identities.includes(participant.identity) || sids.includes(participant.sid))
        participant.subscriber.sendData(label, bytes);
    }
  }

  #noteOccupation(): void {
    const occupied = [...this.participants.values()].some((participant) => participant.counts);
    if (occupied) this.emptySince = null;
    else this.emptySince ??= performance.now();
  }
}
