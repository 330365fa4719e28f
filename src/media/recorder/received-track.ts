import type { Track } from 'node-datachannel';
import type { Logger } from 'pino';
import { attempt, guard } from '../engine/guard.ts';
import { KeyFrameThrottle } from '../rtp/key-frame-throttle.ts';
import { NackGenerator } from '../rtp/nack-generator.ts';
import { isRtcp, parseRtp, type RtpPacket } from '../rtp/packet.ts';
import { Reception } from '../rtp/reception.ts';
import { parseCompound, type SenderReport, writeNack, writePli, writeReceiverReport } from '../rtp/rtcp.ts';
import { sequenceDistance } from '../rtp/sequence.ts';
import type { RtpSource } from './rtp-source.ts';
import type { OfferedTrack } from './subscriber-offer.ts';

/** A receiver that sends nothing may choose any SSRC. */
const OUR_SSRC = 1;
/** A LiveKit server answers a request for one packet three times at most, and not faster than its round trip. */
const NACK = { tries: 10, retryAfter: 60, window: 450 };
/** Sequence numbers remembered to recognize a packet that came twice. */
const REMEMBERED = 1024;

/** One subscribed track: reads its packets, asks again for lost ones, reports reception, asks for key frames. */
export class ReceivedTrack implements RtpSource {
  readonly offered: OfferedTrack;
  readonly #track: Track;
  readonly #clock: () => number;
  readonly #nack = new NackGenerator(NACK);
  readonly #reception: Reception;
  readonly #throttle = new KeyFrameThrottle();
  readonly #seen = new Int32Array(REMEMBERED).fill(-1);
  #newest: number | null = null;
  #wantsKeyframe = false;
  #packetListener: ((packet: RtpPacket, arrivedAt: number) => void) | null = null;
  #reportListener: ((report: SenderReport) => void) | null = null;
  #closed = false;

  /** @param clock milliseconds; the clock of the arrival times */
  constructor(track: Track, offered: OfferedTrack, clock: () => number, logger: Logger) {
    this.#track = track;
    this.offered = offered;
    this.#clock = clock;
    this.#reception = new Reception(offered.ssrc, offered.kind === 'video' ? 90_000 : 48_000);
    track.onMessage(guard(logger, (message: Buffer) => this.#receive(message)));
  }

  get kind(): 'audio' | 'video' {
    return this.offered.kind;
  }

  onRtp(listener: (packet: RtpPacket, arrivedAt: number) => void): void {
    this.#packetListener = listener;
  }

  onSenderReport(listener: (report: SenderReport) => void): void {
    this.#reportListener = listener;
  }

  requestKeyframe(): void {
    this.#wantsKeyframe = this.kind === 'video';
    this.#sendPli();
  }

  /** Repeats requests that are due; call it every few tens of milliseconds. */
  tick(): void {
    if (this.#wantsKeyframe) this.#sendPli();
    if (this.#nack.missing === 0) return;
    const missing = this.#nack.due(this.#clock());
    if (missing.length > 0) this.#send(writeNack(OUR_SSRC, this.offered.ssrc, missing));
  }

  /** Tells the server how well the track arrives; call it once a second. */
  report(): void {
    const report = this.#reception.report(this.#clock());
    if (report !== null) this.#send(writeReceiverReport(OUR_SSRC, [report]));
  }

  /** Takes nothing more; the m-line may be used for another track afterwards. */
  close(): void {
    this.#closed = true;
    this.#packetListener = null;
    this.#reportListener = null;
  }

  #receive(message: Buffer): void {
    if (this.#closed) return;
    if (isRtcp(message)) {
      for (const part of parseCompound(message)) {
        if (part.type !== 'sender-report' || part.ssrc !== this.offered.ssrc) continue;
        this.#reception.senderReport(part, this.#clock());
        this.#reportListener?.(part);
      }
      return;
    }
    const packet = parseRtp(message);
    if (packet === null || packet.ssrc !== this.offered.ssrc || this.#isRepeated(packet.sequenceNumber)) return;
    const now = this.#clock();
    this.#nack.received(packet.sequenceNumber);
    this.#reception.packet(packet.sequenceNumber, packet.timestamp, now);
    this.#packetListener?.(packet, now);
    this.tick();
  }

  #isRepeated(sequenceNumber: number): boolean {
    const slot = sequenceNumber % REMEMBERED;
    if (this.#seen[slot] === sequenceNumber) return true;
    const behind = this.#newest === null ? 0 : sequenceDistance(this.#newest, sequenceNumber);
    if (behind < 0 || this.#newest === null) this.#newest = sequenceNumber;
    if (behind < REMEMBERED) this.#seen[slot] = sequenceNumber;
    return false;
  }

  #sendPli(): void {
    if (!this.#track.isOpen() || !this.#throttle.ask(this.#clock())) return;
    this.#wantsKeyframe = false;
    this.#send(writePli(OUR_SSRC, this.offered.ssrc));
  }

  #send(packet: Buffer): void {
    if (!this.#closed && this.#track.isOpen()) attempt(() => this.#track.sendMessageBinary(packet));
  }
}
