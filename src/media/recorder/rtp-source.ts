import type { RtpPacket } from '../rtp/packet.ts';
import type { ReportedInstant } from '../rtp/sender-report-clock.ts';

/**
 * One track as the recorder sees it, wherever its packets come from: today a hidden participant's subscription, later perhaps the
 * engine itself, which would save two thirds of the cost.
 */
export interface RtpSource {
  readonly kind: 'audio' | 'video';
  /** Every packet as it arrived, in any order, resent ones included, none twice. `arrivedAt` in milliseconds of the recorder's clock. */
  onRtp(listener: (packet: RtpPacket, arrivedAt: number) => void): void;
  onSenderReport(listener: (report: ReportedInstant) => void): void;
  /** Asks the sender for a key frame; may be called at any rate. */
  requestKeyframe(): void;
}
