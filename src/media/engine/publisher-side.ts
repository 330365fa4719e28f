import {
  type AddTrackRequest,
  SessionDescription as Description,
  type SessionDescription,
  type TrackInfo,
  TrackPublishedResponse,
  type TrackSource,
  TrackType,
} from '@livekit/protocol';
import type { DataChannel, Track } from 'node-datachannel';
import type { Logger } from 'pino';
import type { ResponseMessage } from '../signal/messages.ts';
import { CongestionFeedback } from './congestion-feedback.ts';
import type { Counters } from './counters.ts';
import { attempt, guard } from './guard.ts';
import { type IceCandidate, Peer, type PeerSettings } from './peer.ts';
import { addCandidates, type MediaSection, matchDirections, readSections, reduceOffer } from './sdp.ts';
import { describeTrack, sourceFits } from './track-info.ts';
import { ownSsrc, UpTrack } from './uptrack.ts';

/** A track as announced, and its stream once packets may flow. */
export interface PublishedTrack {
  /** The client's own name for it, found again in the `msid` of its offer. */
  cid: string;
  info: TrackInfo;
  stream: UpTrack | null;
}

/** More than a camera, a microphone, a shared screen and its sound, each replaced once, nobody needs. */
const maximumTracks = 8;

export interface PublisherOptions {
  name: string;
  settings: PeerSettings;
  counters: Counters;
  logger: Logger;
  send(message: ResponseMessage): void;
  mayPublish(source: TrackSource): boolean;
  /** Packets of the track may be had from now on. */
  onTrack(track: PublishedTrack): void;
  onTrackEnded(track: PublishedTrack): void;
  onData(label: string, bytes: Uint8Array): void;
  onActivity(): void;
}

/** The connection on which one participant sends: its announced tracks, its offers, its data. */
export class PublisherSide {
  readonly tracks = new Map<string, PublishedTrack>();
  readonly #options: PublisherOptions;
  readonly #peer: Peer;
  readonly #congestion: CongestionFeedback;
  readonly #transports = new Map<string, Track>();
  readonly #bound = new Map<string, PublishedTrack>();
  /** Held so that they are not collected while open. */
  readonly #channels: DataChannel[] = [];
  #sections: MediaSection[] = [];
  #offers: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#congestion = new CongestionFeedback(ownSsrc, options.logger);
    this.#peer = new Peer(`${options.name}-publisher`, options.settings, options.logger, () => options.onActivity());
    this.#peer.connection.onTrack(guard(options.logger, (track) => this.#openTransport(track)));
    this.#peer.connection.onDataChannel(guard(options.logger, (channel) => this.#openChannel(channel)));
  }

  /** Announces a track if the grant allows its source. */
  announce(request: AddTrackRequest): 'announced' | 'not allowed' | 'too many' {
    if (!sourceFits(request.type, request.source) || !this.#options.mayPublish(request.source)) return 'not allowed';
    const known = [...this.tracks.values()].find((track) => track.cid === request.cid);
    if (!known && this.tracks.size >= maximumTracks) return 'too many';
    const track = known ?? { cid: request.cid, info: describeTrack(request), stream: null };
    this.tracks.set(track.info.sid, track);
    this.#options.send({ case: 'trackPublished', value: new TrackPublishedResponse({ cid: request.cid, track: track.info }) });
    return 'announced';
  }

  /** Answers the client's offer; offers are answered one after the other. A malformed one is dropped: the client gives up by itself. */
  offer(offer: SessionDescription): void {
    this.#offers = this.#offers
      .then(() => this.#answer(offer))
      .catch((error: unknown) => this.#options.logger.info({ err: error }, 'offer not understood'));
  }

  addCandidate(candidate: IceCandidate): void {
    this.#peer.addCandidate(candidate);
  }

  /** Marks a track muted; nothing of it is forwarded meanwhile. Returns null for an unknown track. */
  setMuted(sid: string, muted: boolean): PublishedTrack | null {
    const track = this.tracks.get(sid);
    if (!track) return null;
    track.info.muted = muted;
    track.stream?.setMuted(muted);
    return track;
  }

  /** Ends a track; its packets are ignored from now on, whatever the client sends. */
  unpublish(sid: string): void {
    const track = this.tracks.get(sid);
    if (!track) return;
    this.tracks.delete(sid);
    for (const [mid, bound] of this.#bound) if (bound === track) this.#bound.delete(mid);
    const { stream } = track;
    if (stream) this.#options.onTrackEnded(track);
    stream?.close();
  }

  /** Loss of the worst stream in the last second, 0–1. */
  get loss(): number {
    return Math.max(0, ...[...this.tracks.values()].map((track) => track.stream?.loss ?? 0));
  }

  /** Idempotent; streams first, so that no packet meets a closed connection. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const track of this.tracks.values()) track.stream?.close();
    this.#congestion.close();
    // What has a listener is held by the native side for ever, and with it everybody in its room, until it is closed itself.
    for (const transport of this.#transports.values()) attempt(() => transport.close());
    for (const channel of this.#channels) attempt(() => channel.close());
    this.#peer.close();
  }

  async #answer(offer: SessionDescription): Promise<void> {
    if (this.#closed) return;
    const reduced = reduceOffer(offer.sdp);
    this.#peer.setRemote(reduced, 'offer');
    const answer = await this.#peer.describe('answer');
    this.#sections = readSections(reduced).filter((section) => section.kind !== 'application');
    const sdp = addCandidates(matchDirections(answer, this.#sections), this.#peer.extraCandidates);
    this.#options.send({ case: 'answer', value: new Description({ type: 'answer', sdp, id: offer.id }) });
    for (const section of this.#sections) this.#bind(section);
  }

  /** The transport of an m-line shows up before or after the answer is made; both ways the line is bound as soon as both are there. */
  #openTransport(transport: Track): void {
    this.#transports.set(transport.mid(), transport);
    const section = this.#sections.find(({ mid }) => mid === transport.mid());
    if (section && !this.#closed) this.#bind(section);
  }

  #bind(section: MediaSection): void {
    const bound = this.#bound.get(section.mid);
    if (bound && (!section.sends || (section.trackId !== null && section.trackId !== bound.cid))) this.unpublish(bound.info.sid);
    if (!section.sends || this.#bound.has(section.mid)) return;
    const transport = this.#transports.get(section.mid);
    const track = this.#findAnnounced(section);
    if (!transport || !track) return;
    const { counters, logger, onActivity } = this.#options;
    track.stream = new UpTrack({ track: transport, section, counters, logger, onActivity, congestion: this.#congestion });
    track.stream.setMuted(track.info.muted);
    track.info.mid = section.mid;
    this.#bound.set(section.mid, track);
    this.#options.onTrack(track);
  }

  /** By the client's own name for the track; some browsers name it otherwise in the description, then the first announced one of this kind. */
  #findAnnounced(section: MediaSection): PublishedTrack | undefined {
    const waiting = [...this.tracks.values()].filter(
      (track) => track.stream === null && (track.info.type === TrackType.VIDEO) === (section.kind === 'video'),
    );
    return waiting.find((track) => track.cid === section.trackId) ?? waiting[0];
  }

  #openChannel(channel: DataChannel): void {
    this.#channels.push(channel);
    const label = channel.getLabel();
    channel.onMessage(
      guard(this.#options.logger, (message) => {
        this.#options.onActivity();
        this.#options.onData(label, typeof message === 'string' ? Buffer.from(message) : new Uint8Array(message));
      }),
    );
  }
}
