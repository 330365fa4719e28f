import { SessionDescription as Description, type SessionDescription, SignalTarget, TrickleRequest } from '@livekit/protocol';
import type { DataChannel } from 'node-datachannel';
import type { Logger } from 'pino';
import type { ResponseMessage } from '../signal/messages.ts';
import type { Counters } from './counters.ts';
import { DownTrack } from './downtrack.ts';
import { attempt, guard } from './guard.ts';
import { type IceCandidate, Peer, type PeerSettings } from './peer.ts';
import type { PublishedTrack } from './publisher-side.ts';
import { beginHandshake, readSections, splitCandidates } from './sdp.ts';

export interface SubscriberOptions {
  name: string;
  settings: PeerSettings;
  counters: Counters;
  logger: Logger;
  limitsPublishers: boolean;
  /** The engine, and not the client, begins the DTLS handshake. */
  beginsHandshake: boolean;
  send(message: ResponseMessage): void;
  onConnected(): void;
  onFailed(): void;
  onActivity(): void;
}

/** Bytes a slow receiver may have waiting before lossy data are dropped for it. */
const lossyBacklog = 65_536;

/**
 * The connection on which one participant receives. The engine makes the offers, one at a time. The first holds the data channels only: the
 * bundled transport hangs on the first m-line, so that line must never close; tracks follow as soon as it is answered. Offers go out
 * without candidates, which are trickled after the answer: a client that checks early would otherwise meet a connection that does not
 * know its fingerprint yet.
 *
 * Where the client lets it, the engine begins the DTLS handshake. A client's first message comes before the native side has a transport for
 * it; kept until then, it is taken up on another thread, which about once in a thousand connections is faster than the start of that
 * transport (libdatachannel 0.24.5, `DtlsTransport::start` and `doRecv`): the handshake fails, and the client has to come anew.
 */
export class SubscriberSide {
  readonly #options: SubscriberOptions;
  readonly #peer: Peer;
  readonly #tracks = new Map<string, DownTrack>();
  readonly #disabled = new Set<string>();
  readonly #channels: Record<'_reliable' | '_lossy', DataChannel>;
  #waiting = new Map<string, { track: PublishedTrack; streamId: string }>();
  #offerId = 0;
  #lineCount = 0;
  #offering = false;
  /** An offer is about to be made: whatever is added now will be in it. */
  #gathering = false;
  #offerAgain = false;
  #answered = false;
  #heldCandidates: string[] = [];
  #closed = false;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.#peer = new Peer(`${options.name}-subscriber`, options.settings, options.logger, (state) => this.#stateChanged(state));
    this.#channels = {
      _reliable: this.#peer.connection.createDataChannel('_reliable', {}),
      _lossy: this.#peer.connection.createDataChannel('_lossy', { unordered: true, maxRetransmits: 0 }),
    };
    for (const channel of Object.values(this.#channels)) channel.onMessage(guard(options.logger, () => options.onActivity()));
  }

  /** Sends the first offer. */
  start(): void {
    this.#negotiate();
  }

  has(sid: string): boolean {
    return this.#tracks.has(sid) || this.#waiting.has(sid);
  }

  /** Track ids received now or about to be. */
  get subscribed(): string[] {
    return [...this.#tracks.keys(), ...this.#waiting.keys()];
  }

  /** @param streamId names the publisher to the client */
  add(track: PublishedTrack, streamId: string): void {
    if (this.#closed || this.has(track.info.sid)) return;
    this.#waiting.set(track.info.sid, { track, streamId });
    if (this.#answered) this.#negotiate();
  }

  remove(sid: string): void {
    this.#waiting.delete(sid);
    const track = this.#tracks.get(sid);
    if (!track) return;
    this.#tracks.delete(sid);
    track.close();
    this.#negotiate();
  }

  setDisabled(sid: string, disabled: boolean): void {
    if (disabled) this.#disabled.add(sid);
    else this.#disabled.delete(sid);
    this.#tracks.get(sid)?.setDisabled(disabled);
  }

  answer(answer: SessionDescription): void {
    if (this.#closed || !this.#offering) return;
    try {
      this.#peer.setRemote(answer.sdp, 'answer');
    } catch (error) {
      this.#options.logger.info({ err: error }, 'answer not understood');
      this.#options.onFailed();
      return;
    }
    const sections = new Map(readSections(answer.sdp).map((section) => [section.mid, section]));
    for (const track of this.#tracks.values()) track.answered(sections.get(track.mid)?.payloadTypes.has('red') ?? false);
    this.#answered = true;
    for (const candidate of this.#heldCandidates.splice(0)) this.#trickle(candidate);
    this.#offering = false;
    if (this.#offerAgain || this.#waiting.size > 0) this.#negotiate();
  }

  addCandidate(candidate: IceCandidate): void {
    this.#peer.addCandidate(candidate);
  }

  sendData(label: '_reliable' | '_lossy', bytes: Uint8Array): void {
    const channel = this.#channels[label];
    attempt(() => {
      if (!this.#closed && channel.isOpen() && (label === '_reliable' || channel.bufferedAmount() < lossyBacklog))
        channel.sendMessageBinary(bytes);
    });
  }

  /** Loss the receiver reported for its worst track, 0–1. */
  get loss(): number {
    return Math.max(0, ...[...this.#tracks.values()].map((track) => track.loss));
  }

  /** Idempotent; tracks first, so that no packet meets a closed connection. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const track of this.#tracks.values()) track.close();
    // Else their listeners, and with them the participant, stay in memory for ever.
    for (const channel of Object.values(this.#channels)) attempt(() => channel.close());
    this.#peer.close();
  }

  #negotiate(): void {
    if (this.#closed) return;
    this.#offerAgain = this.#offering && !this.#gathering;
    if (this.#offering) return;
    this.#offering = true;
    this.#offer().catch((error: unknown) => {
      if (this.#closed) return;
      this.#options.logger.warn({ err: error }, 'offer could not be made');
      this.#options.onFailed();
    });
  }

  async #offer(): Promise<void> {
    // What is subscribed to in the same breath goes into one offer: each costs the client a round of its own.
    this.#gathering = true;
    await Promise.resolve();
    this.#gathering = false;
    if (this.#closed) return;
    if (this.#answered) this.#openWaiting();
    const { sdp, candidates } = splitCandidates(await this.#peer.describe('offer'));
    if (!this.#answered) this.#heldCandidates = [...candidates, ...this.#peer.extraCandidates];
    const offer = this.#options.beginsHandshake ? beginHandshake(sdp) : sdp;
    const midToTrackId = Object.fromEntries([...this.#tracks].map(([sid, track]) => [track.mid, sid]));
    this.#offerId += 1;
    this.#options.send({ case: 'offer', value: new Description({ type: 'offer', sdp: offer, id: this.#offerId, midToTrackId }) });
  }

  #openWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    const { counters, logger, onActivity, limitsPublishers: limitsPublisher } = this.#options;
    for (const [sid, { track, streamId }] of waiting) {
      if (track.stream === null) continue;
      this.#lineCount += 1;
      const mid = `${track.stream.kind}${this.#lineCount}`;
      const down = new DownTrack({
        connection: this.#peer.connection,
        source: track.stream,
        mid,
        streamId,
        trackId: sid,
        limitsPublisher,
        counters,
        logger,
        onActivity,
      });
      down.setDisabled(this.#disabled.has(sid));
      this.#tracks.set(sid, down);
    }
  }

  #trickle(candidate: string): void {
    const candidateInit = JSON.stringify({ candidate, sdpMid: '0', sdpMLineIndex: 0 });
    this.#options.send({ case: 'trickle', value: new TrickleRequest({ candidateInit, target: SignalTarget.SUBSCRIBER }) });
  }

  #stateChanged(state: string): void {
    if (this.#closed) return;
    if (state === 'connected') this.#options.onConnected();
    if (state === 'failed') this.#options.onFailed();
  }
}
