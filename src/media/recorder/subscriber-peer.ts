import datachannel, { type DataChannel, type PeerConnection, type Track } from 'node-datachannel';
import type { Logger } from 'pino';
import { attempt, guard } from '../engine/guard.ts';
import { makeLocalDescription } from '../engine/local-description.ts';
import { readCandidate } from '../engine/peer.ts';
import { ReceivedTrack } from './received-track.ts';
import { type OfferedTrack, readOfferedTracks, reduceSubscriberOffer } from './subscriber-offer.ts';

export interface SubscriberListener {
  connected(): void;
  failed(): void;
  answer(sdp: string, offerId: number): void;
  track(track: ReceivedTrack): void;
  trackEnded(track: ReceivedTrack): void;
}

/** How often lost packets are asked for again and reception is reported. */
const TICK_MILLISECONDS = 30;
const TICKS_A_REPORT = 33;

/** The receiving peer connection: answers the server's offers and keeps one ReceivedTrack for each track offered. */
export class SubscriberPeer {
  readonly #connection: PeerConnection;
  readonly #clock: () => number;
  readonly #logger: Logger;
  readonly #listener: SubscriberListener;
  readonly #rawTracks = new Map<string, Track>();
  readonly #tracks = new Map<string, ReceivedTrack>();
  readonly #channels: DataChannel[] = [];
  readonly #ticker: NodeJS.Timeout;
  #offered: OfferedTrack[] = [];
  #early: string[] = [];
  #answered = false;
  #pendingOffer: number | null = null;
  #ticks = 0;
  #closed = false;

  constructor(clock: () => number, logger: Logger, listener: SubscriberListener) {
    this.#clock = clock;
    this.#logger = logger;
    this.#listener = listener;
    this.#connection = new datachannel.PeerConnection('recorder', {
      iceServers: [],
      disableAutoNegotiation: true,
      forceMediaTransport: true,
      enableIceTcp: false,
      mtu: 1400,
    });
    this.#connection.onStateChange(guard(logger, (state) => this.#changeState(state)));
    this.#connection.onGatheringStateChange(guard(logger, (state) => state === 'complete' && this.#answer()));
    // Nobody sends a recorder data, but a channel without a listener would keep its messages.
    this.#connection.onDataChannel(
      guard(logger, (channel) => {
        this.#channels.push(channel);
        channel.onMessage(guard(logger, () => undefined));
      }),
    );
    // Called again for an m-line that is used for another track.
    this.#connection.onTrack(
      guard(logger, (track) => {
        this.#rawTracks.set(track.mid(), track);
        this.#bind();
      }),
    );
    this.#ticker = setInterval(() => this.#tick(), TICK_MILLISECONDS);
  }

  /** Answers an offer of the server. A malformed one counts as failure. */
  takeOffer(sdp: string, offerId: number): void {
    if (this.#closed) return;
    const reduced = reduceSubscriberOffer(sdp);
    this.#offered = readOfferedTracks(reduced);
    this.#pendingOffer = offerId;
    try {
      this.#connection.setRemoteDescription(reduced, 'offer');
      makeLocalDescription(this.#connection, 'answer');
    } catch (error) {
      this.#logger.warn({ err: error }, 'an offer could not be answered');
      this.#listener.failed();
      return;
    }
    if (this.#connection.gatheringState() === 'complete') setImmediate(guard(this.#logger, () => this.#answer()));
    this.#bind();
  }

  /** Takes one of the server's candidates, in JSON as browsers write it. */
  addCandidate(json: string): void {
    if (this.#closed) return;
    const candidate = readCandidate(json);
    if (candidate === null) return;
    if (!this.#answered) this.#early.push(json);
    else attempt(() => this.#connection.addRemoteCandidate(candidate.candidate, candidate.mid));
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#ticker);
    for (const track of this.#tracks.values()) track.close();
    this.#tracks.clear();
    // What has a listener is held by the native side for ever, and with it all that listens, until it is closed itself.
    for (const held of [...this.#rawTracks.values(), ...this.#channels]) attempt(() => held.close());
    attempt(() => this.#connection.close());
  }

  #answer(): void {
    const offerId = this.#pendingOffer;
    const description = this.#closed ? null : this.#connection.localDescription();
    if (offerId === null || description === null) return;
    this.#pendingOffer = null;
    this.#answered = true;
    this.#listener.answer(description.sdp, offerId);
    for (const json of this.#early.splice(0)) this.addCandidate(json);
  }

  /** Ends tracks that the newest offer no longer carries, begins those it does. Tracks are told apart by SSRC: m-lines are used again. */
  #bind(): void {
    for (const [mid, track] of this.#tracks) {
      if (
        this.#offered.some((offer) => offer.mid === mid && offer.ssrc === track.offered.ssrc && offer.trackSid === track.offered.trackSid)
      )
        continue;
      track.close();
      this.#tracks.delete(mid);
      this.#listener.trackEnded(track);
    }
    for (const offer of this.#offered) {
      const raw = this.#rawTracks.get(offer.mid);
      if (raw === undefined || this.#tracks.has(offer.mid)) continue;
      const track = new ReceivedTrack(raw, offer, this.#clock, this.#logger);
      this.#tracks.set(offer.mid, track);
      this.#listener.track(track);
    }
  }

  #tick(): void {
    this.#ticks += 1;
    for (const track of this.#tracks.values()) {
      track.tick();
      if (this.#ticks % TICKS_A_REPORT === 0) track.report();
    }
  }

  #changeState(state: string): void {
    if (this.#closed) return;
    if (state === 'connected') this.#listener.connected();
    if (state === 'failed' || state === 'closed' || state === 'disconnected') this.#listener.failed();
  }
}
