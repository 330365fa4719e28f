import { randomInt } from 'node:crypto';
import datachannel, { type PeerConnection, type Track } from 'node-datachannel';
import type { Logger } from 'pino';
import { ForwardSequence, forwardPacket } from '../rtp/forward.ts';
import { HeldBeginning } from '../rtp/held-beginning.ts';
import { startsKeyFrame } from '../rtp/key-frame.ts';
import { isRtcp, payloadBounds, writeRtp } from '../rtp/packet.ts';
import { recoverPrevious } from '../rtp/red.ts';
import { ResendCache } from '../rtp/resend-cache.ts';
import { parseCompound, type ReportBlock, type SenderReport, writeSenderReport } from '../rtp/rtcp.ts';
import { sequenceDistance } from '../rtp/sequence.ts';
import type { Counters } from './counters.ts';
import { attempt, guard } from './guard.ts';
import type { TrackListener, UpTrack } from './uptrack.ts';

/** The payload types the engine offers to every subscriber. */
const offered = { vp8: 96, opus: 111, red: 63 } as const;

const beginningRetry = 600;
/** A longer gap is a pause of the publisher and not a loss. */
const largestRepairedGap = 20;

export interface DownTrackOptions {
  connection: PeerConnection;
  source: UpTrack;
  mid: string;
  /** The two halves of `msid`: who publishes, and which track. */
  streamId: string;
  trackId: string;
  /** May this subscriber's weak line slow the publisher down? Not that of somebody nobody knows of. */
  limitsPublisher: boolean;
  counters: Counters;
  logger: Logger;
  onActivity(): void;
}

/** One published track on its way to one subscriber: own SSRC and numbering, resends on request, starts at a key frame. */
export class DownTrack implements TrackListener {
  readonly mid: string;
  readonly source: UpTrack;
  /** Loss the subscriber reported last, 0–1. */
  loss = 0;
  readonly #options: DownTrackOptions;
  readonly #track: Track;
  readonly #ssrc = randomInt(1, 0x7fff_ffff);
  readonly #sequence = new ForwardSequence();
  readonly #cache = new ResendCache();
  /** Null for sound, and once the subscriber has answered. */
  #held: HeldBeginning | null;
  #acceptsRed = false;
  #disabled = false;
  #awaitsKeyFrame: boolean;
  #askedAt = Number.NEGATIVE_INFINITY;
  #newestSound: number | null = null;
  #packets = 0;
  #octets = 0;
  #closed = false;

  constructor(options: DownTrackOptions) {
    this.#options = options;
    this.mid = options.mid;
    this.source = options.source;
    this.#awaitsKeyFrame = options.source.kind === 'video';
    this.#held = this.#awaitsKeyFrame ? new HeldBeginning() : null;
    this.#track = options.connection.addTrack(this.#describe());
    this.#track.onOpen(guard(options.logger, () => this.#opened()));
    this.#track.onMessage(guard(options.logger, (message) => this.#receive(message)));
    this.#track.onError(guard(options.logger, (error) => options.logger.debug({ error }, 'down track error')));
    this.source.listen(this);
    // Asked for now, it comes while the subscriber answers.
    this.source.requestKeyFrame();
  }

  /** The subscriber's answer: does it take RED, or must sound be unwrapped to plain Opus for it? */
  answered(acceptsRed: boolean): void {
    this.#acceptsRed = acceptsRed;
  }

  /** The subscriber switches the track off (saving its line) and on again; it then starts at a new key frame. */
  setDisabled(disabled: boolean): void {
    if (this.#disabled === disabled) return;
    this.#disabled = disabled;
    if (disabled) this.#withhold();
    else this.source.requestKeyFrame();
  }

  /** The publisher paused: what follows connects to what went before. */
  paused(): void {
    this.#withhold();
  }

  packet(packet: Buffer): void {
    if (this.#closed || this.#disabled) return;
    if (!this.#track.isOpen()) {
      this.#held?.put(packet);
      return;
    }
    this.#release();
    this.#forward(packet);
  }

  #forward(packet: Buffer): void {
    if (this.#awaitsKeyFrame && !this.#begins(packet)) {
      this.#askForBeginning();
      return;
    }
    const isRed = this.source.redType !== null && (packet.readUInt8(1) & 0x7f) === this.source.redType;
    const stripRed = isRed && !this.#acceptsRed;
    if (stripRed) this.#repair(packet);
    const sequenceNumber = this.#sequence.next(packet.readUInt16BE(2));
    if (sequenceNumber === null) return;
    const payloadType = this.source.kind === 'video' ? offered.vp8 : isRed && !stripRed ? offered.red : offered.opus;
    this.#pass(sequenceNumber, forwardPacket(packet, { payloadType, ssrc: this.#ssrc, sequenceNumber, stripRed }));
  }

  /** Passes the publisher's clock through: timestamps are not changed on the way, so its pairs of wall clock and timestamp stay true. */
  senderReport(report: SenderReport): void {
    if (this.#closed || !this.#track.isOpen()) return;
    const { ntpSeconds, ntpFraction, rtpTimestamp } = report;
    const bytes = writeSenderReport({
      ssrc: this.#ssrc,
      ntpSeconds,
      ntpFraction,
      rtpTimestamp,
      packetCount: this.#packets,
      octetCount: this.#octets,
    });
    attempt(() => this.#track.sendMessageBinary(bytes));
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.source.unlisten(this);
    attempt(() => this.#track.close());
  }

  #describe(): InstanceType<typeof datachannel.Video> | InstanceType<typeof datachannel.Audio> {
    const { mid, streamId, trackId } = this.#options;
    if (this.source.kind === 'video') {
      const video = new datachannel.Video(mid, 'SendOnly');
      video.addVP8Codec(offered.vp8);
      video.addSSRC(this.#ssrc, 'engine', streamId, trackId);
      return video;
    }
    const audio = new datachannel.Audio(mid, 'SendOnly');
    if (this.source.redType !== null) audio.addAudioCodec(offered.red, 'red', `${offered.opus}/${offered.opus}`);
    audio.addOpusCodec(offered.opus);
    audio.parseSdpLine(`a=rtcp-fb:${offered.opus} nack`);
    audio.addSSRC(this.#ssrc, 'engine', streamId, trackId);
    return audio;
  }

  /** A receiver of plain Opus cannot mend a single loss itself; the packet after the lost one still has it. */
  #repair(packet: Buffer): void {
    const incoming = packet.readUInt16BE(2);
    const ahead = this.#newestSound === null ? 1 : sequenceDistance(incoming, this.#newestSound);
    if (ahead > 0) this.#newestSound = incoming;
    if (ahead < 2 || ahead > largestRepairedGap) return;
    const bounds = payloadBounds(packet);
    const lost = bounds && recoverPrevious(packet.readUInt32BE(4), packet.subarray(bounds.start, bounds.end));
    const sequenceNumber = lost && this.#sequence.next((incoming - 1) & 0xffff);
    if (!lost || sequenceNumber === null) return;
    const { timestamp, payload } = lost;
    this.#pass(
      sequenceNumber,
      writeRtp({ payloadType: offered.opus, marker: false, sequenceNumber, timestamp, ssrc: this.#ssrc, payload, extensions: [] }),
    );
  }

  #pass(sequenceNumber: number, out: Buffer | null): void {
    if (out === null) return;
    this.#cache.put(sequenceNumber, out);
    this.#packets += 1;
    this.#octets += out.length - 12;
    this.#send(out);
  }

  /** The subscriber takes packets from now on: first those that waited for it. */
  #opened(): void {
    this.#release();
    if (this.#awaitsKeyFrame) this.source.requestKeyFrame();
  }

  #release(): void {
    const held = this.#held;
    this.#held = null;
    for (const packet of held?.take() ?? []) this.#forward(packet);
  }

  #withhold(): void {
    this.#held?.take();
    this.#sequence.pause();
    this.#newestSound = null;
    this.#awaitsKeyFrame = this.source.kind === 'video';
  }

  #begins(packet: Buffer): boolean {
    const bounds = payloadBounds(packet);
    if (bounds === null || !startsKeyFrame(packet.subarray(bounds.start, bounds.end))) return false;
    this.#awaitsKeyFrame = false;
    return true;
  }

  /** The first request or its key frame may be lost, and a subscriber that has seen no packet asks for nothing. */
  #askForBeginning(): void {
    const now = performance.now();
    if (now - this.#askedAt < beginningRetry) return;
    this.#askedAt = now;
    this.source.requestKeyFrame();
  }

  #receive(message: Buffer): void {
    this.#options.onActivity();
    if (this.#closed || !isRtcp(message)) return;
    for (const part of parseCompound(message)) {
      if (part.type === 'pli' || part.type === 'fir') this.source.requestKeyFrame();
      else if (part.type === 'nack') this.#resend(part.sequenceNumbers);
      else if (part.type === 'receiver-report' || part.type === 'sender-report') this.#noteReport(part.reports);
    }
  }

  #noteReport(reports: ReportBlock[]): void {
    const own = reports.find(({ ssrc }) => ssrc === this.#ssrc);
    if (!own) return;
    this.loss = own.fractionLost / 256;
    if (this.#options.limitsPublisher && !this.#disabled) this.source.noteLoss(this, this.loss);
  }

  #resend(sequenceNumbers: number[]): void {
    const now = performance.now();
    for (const sequenceNumber of sequenceNumbers) {
      this.#options.counters.nacksReceived += 1;
      const packet = this.#cache.take(sequenceNumber, now);
      if (packet && this.#send(packet)) this.#options.counters.packetsResent += 1;
    }
  }

  #send(packet: Buffer): boolean {
    const sent = attempt(() => this.#track.sendMessageBinary(packet));
    if (sent) {
      this.#options.counters.packetsSent += 1;
      this.#options.counters.bytesSent += packet.length;
    }
    return sent;
  }
}
