import type { Track } from 'node-datachannel';
import type { Logger } from 'pino';
import { KeyFrameThrottle } from '../rtp/key-frame-throttle.ts';
import { NackGenerator } from '../rtp/nack-generator.ts';
import { findExtension, isRtcp, payloadBounds } from '../rtp/packet.ts';
import { ReceiverLimit } from '../rtp/receiver-limit.ts';
import { Reception } from '../rtp/reception.ts';
import {
  parseCompound,
  type ReportBlock,
  type SenderReport,
  writeBandwidthEstimate,
  writeNack,
  writePli,
  writeReceiverReport,
} from '../rtp/rtcp.ts';
import type { CongestionFeedback } from './congestion-feedback.ts';
import type { Counters } from './counters.ts';
import { attempt, guard } from './guard.ts';
import type { MediaSection } from './sdp.ts';

/** The SSRC under which the engine sends its RTCP. */
export const ownSsrc = 1;

const nackInterval = 20;
const reportInterval = 1000;

/** Whoever takes the packets of a published track: one down track for each subscriber. */
export interface TrackListener {
  packet(packet: Buffer): void;
  senderReport(report: SenderReport): void;
  paused(): void;
}

export interface UpTrackOptions {
  track: Track;
  section: MediaSection;
  counters: Counters;
  logger: Logger;
  /** Called for every RTP or RTCP packet: the publisher is alive. */
  onActivity(): void;
  /** Of the whole connection: its packets share one numbering. */
  congestion: CongestionFeedback;
}

/** One stream coming in from a publisher: asks for lost packets and key frames, reports reception, hands packets to its listeners. */
export class UpTrack {
  readonly kind: 'audio' | 'video';
  readonly opusType: number | null;
  readonly redType: number | null;
  readonly #listeners = new Set<TrackListener>();
  /** Loss of the last second, 0–1. */
  loss = 0;
  readonly #options: UpTrackOptions;
  readonly #nacks = new NackGenerator();
  readonly #throttle = new KeyFrameThrottle();
  readonly #limit = new ReceiverLimit();
  #octets = 0;
  readonly #reporting: NodeJS.Timeout;
  #muted = false;
  #ssrc: number | null;
  #reception: Reception | null = null;
  #nacking: NodeJS.Timeout | null = null;
  #delayedKeyFrame: NodeJS.Timeout | null = null;
  #closed = false;
  readonly #sendFeedback = (packet: Buffer): void => void this.#send(packet);

  constructor(options: UpTrackOptions) {
    this.#options = options;
    this.kind = options.section.kind === 'video' ? 'video' : 'audio';
    this.opusType = options.section.payloadTypes.get('opus') ?? null;
    this.redType = options.section.payloadTypes.get('red') ?? null;
    this.#ssrc = options.section.ssrc;
    options.track.onMessage(guard(options.logger, (message) => this.#receive(message)));
    this.#reporting = setInterval(
      guard(options.logger, () => this.#report()),
      reportInterval,
    );
  }

  /**
   * Asks the publisher for a key frame, at most every 300 ms; a request within that pause goes out at its end. Does nothing for sound, nor before
   * the first packet: pictures begin with a key frame.
   */
  requestKeyFrame(): void {
    if (this.#closed || this.kind !== 'video' || this.#reception === null || this.#delayedKeyFrame) return;
    const now = performance.now();
    if (this.#throttle.ask(now)) {
      if (this.#ssrc !== null && this.#send(writePli(ownSsrc, this.#ssrc))) this.#options.counters.keyFramesRequested += 1;
      return;
    }
    this.#delayedKeyFrame = setTimeout(() => {
      this.#delayedKeyFrame = null;
      this.requestKeyFrame();
    }, this.#throttle.wait(now) + 1);
  }

  /** The share of packets a receiver lost, 0–1; the publisher is slowed down when it is great. */
  noteLoss(receiver: TrackListener, loss: number): void {
    this.#limit.report(receiver, loss);
  }

  listen(listener: TrackListener): void {
    this.#listeners.add(listener);
  }

  unlisten(listener: TrackListener): void {
    this.#listeners.delete(listener);
    this.#limit.forget(listener);
  }

  /** While muted, by the publisher or by the server, nothing is handed on; afterwards pictures begin at a key frame. */
  setMuted(muted: boolean): void {
    if (this.#muted === muted) return;
    this.#muted = muted;
    if (muted) for (const listener of this.#listeners) listener.paused();
    else this.requestKeyFrame();
  }

  /** Idempotent; the transport track itself belongs to the peer connection. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#reporting);
    if (this.#nacking) clearInterval(this.#nacking);
    if (this.#delayedKeyFrame) clearTimeout(this.#delayedKeyFrame);
    this.#listeners.clear();
  }

  #receive(message: Buffer): void {
    if (this.#closed) return;
    this.#options.onActivity();
    if (isRtcp(message)) this.#receiveReports(message);
    else if (payloadBounds(message) !== null) this.#receivePacket(message);
  }

  #receivePacket(packet: Buffer): void {
    const ssrc = packet.readUInt32BE(8);
    this.#ssrc ??= ssrc;
    if (ssrc !== this.#ssrc) return;
    const { counters, section } = this.#options;
    const sequenceNumber = packet.readUInt16BE(2);
    counters.packetsReceived += 1;
    counters.bytesReceived += packet.length;
    this.#octets += packet.length;
    this.#reception ??= new Reception(ssrc, this.kind === 'video' ? 90_000 : 48_000);
    this.#reception.packet(sequenceNumber, packet.readUInt32BE(4), performance.now());
    if (section.transportSequenceId !== null) {
      const number = findExtension(packet, section.transportSequenceId);
      if (number && number.length >= 2) this.#options.congestion.received(number.readUInt16BE(0), ssrc, this.#sendFeedback);
    }
    if (section.resends) this.#nacks.received(sequenceNumber);
    if (!this.#muted) for (const listener of this.#listeners) listener.packet(packet);
    if (this.#nacks.missing > 0 && this.#nacking === null) {
      this.#askAgain();
      this.#nacking = setInterval(
        guard(this.#options.logger, () => this.#askAgain()),
        nackInterval,
      );
    }
  }

  #askAgain(): void {
    const due = this.#nacks.due(performance.now());
    if (due.length > 0 && this.#ssrc !== null && this.#send(writeNack(ownSsrc, this.#ssrc, due)))
      this.#options.counters.nacksSent += due.length;
    if (this.#nacks.missing === 0 && this.#nacking) {
      clearInterval(this.#nacking);
      this.#nacking = null;
    }
  }

  #receiveReports(compound: Buffer): void {
    for (const part of parseCompound(compound)) {
      if (part.type !== 'sender-report' || part.ssrc !== this.#ssrc) continue;
      this.#reception?.senderReport(part, performance.now());
      for (const listener of this.#listeners) listener.senderReport(part);
    }
  }

  #report(): void {
    const report: ReportBlock | null = this.#reception?.report(performance.now()) ?? null;
    if (report === null) return;
    this.loss = report.fractionLost / 256;
    const limit = this.#limit.decide(this.#octets * 8);
    this.#octets = 0;
    const parts = [writeReceiverReport(ownSsrc, [report])];
    if (limit !== null) parts.push(writeBandwidthEstimate(ownSsrc, report.ssrc, limit));
    this.#send(Buffer.concat(parts));
  }

  #send(packet: Buffer): boolean {
    const { track } = this.#options;
    return !this.#closed && attempt(() => track.isOpen() && track.sendMessageBinary(packet));
  }
}
