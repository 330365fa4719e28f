import type { ReportBlock, SenderReport } from './rtcp.ts';
import { sequenceDistance } from './sequence.ts';

/** What one receiver knows about one incoming stream, for its receiver reports (RFC 3550, appendix A.3 and A.8). Pure: the caller brings the clock. */
export class Reception {
  readonly #ssrc: number;
  readonly #clockRate: number;
  #first: number | null = null;
  #highest = 0;
  #received = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  #jitter = 0;
  #transit: number | null = null;
  #lastSenderReport = 0;
  #lastSenderReportAt = 0;

  /** @param clockRate timestamp units a second */
  constructor(ssrc: number, clockRate: number) {
    this.#ssrc = ssrc;
    this.#clockRate = clockRate;
  }

  /** @param now milliseconds */
  packet(sequenceNumber: number, timestamp: number, now: number): void {
    this.#received += 1;
    if (this.#first === null) this.#first = this.#highest = sequenceNumber;
    const distance = sequenceDistance(sequenceNumber, this.#highest & 0xffff);
    if (distance > 0) this.#highest += distance;
    const transit = (now / 1000) * this.#clockRate - timestamp;
    const change = this.#transit === null ? 0 : Math.abs(transit - this.#transit);
    // A wrap of the timestamp or a pause of the sender is not jitter.
    if (change < this.#clockRate) this.#jitter += (change - this.#jitter) / 16;
    this.#transit = transit;
  }

  /** @param now milliseconds */
  senderReport(report: SenderReport, now: number): void {
    this.#lastSenderReport = (((report.ntpSeconds & 0xffff) << 16) | (report.ntpFraction >>> 16)) >>> 0;
    this.#lastSenderReportAt = now;
  }

  /** The report of now; `fractionLost` covers the time since the last one. Null before the first packet. */
  report(now: number): ReportBlock | null {
    if (this.#first === null) return null;
    const expected = this.#highest - this.#first + 1;
    const expectedNow = expected - this.#expectedBefore;
    const lostNow = expectedNow - (this.#received - this.#receivedBefore);
    this.#expectedBefore = expected;
    this.#receivedBefore = this.#received;
    return {
      ssrc: this.#ssrc,
      fractionLost: expectedNow > 0 && lostNow > 0 ? Math.floor((lostNow * 256) / expectedNow) : 0,
      packetsLost: expected - this.#received,
      highestSequence: this.#highest >>> 0,
      jitter: Math.round(this.#jitter),
      lastSenderReport: this.#lastSenderReport,
      delaySinceLastSenderReport: this.#lastSenderReport === 0 ? 0 : Math.round((now - this.#lastSenderReportAt) * 65.536),
    };
  }
}
