import { payloadBounds } from './packet.ts';
import { primaryOfRed } from './red.ts';
import { sequenceDistance } from './sequence.ts';

/** How a packet must look for one receiver. */
export interface ForwardTarget {
  payloadType: number;
  ssrc: number;
  sequenceNumber: number;
  /** Unwrap RED to its primary block, for a receiver that answered plain Opus. */
  stripRed: boolean;
}

/**
 * The packet as one receiver gets it: own payload type, SSRC and sequence number, same timestamp; header extensions, contributing
 * sources and padding are dropped, because their ids were negotiated with the publisher and mean something else (or nothing) to the
 * receiver. Null when the packet is malformed.
 */
export function forwardPacket(packet: Buffer, target: ForwardTarget): Buffer | null {
  const bounds = payloadBounds(packet);
  if (bounds === null) return null;
  const whole = packet.subarray(bounds.start, bounds.end);
  const payload = target.stripRed && whole.length > 0 ? primaryOfRed(whole) : whole;
  if (payload === null) return null;
  const bytes = Buffer.allocUnsafe(12 + payload.length);
  bytes[0] = 0x80;
  bytes[1] = (packet.readUInt8(1) & 0x80) | target.payloadType;
  bytes.writeUInt16BE(target.sequenceNumber, 2);
  packet.copy(bytes, 4, 4, 8);
  bytes.writeUInt32BE(target.ssrc, 8);
  payload.copy(bytes, 12);
  return bytes;
}

/**
 * Numbers the packets of one receiver so that a pause (muted, switched off by the receiver) leaves no gap that it would ask for, while a real
 * loss stays a gap that it can ask for.
 */
export class ForwardSequence {
  #offset = 0;
  #newestIn: number | null = null;
  #pausedAt: number | null = null;
  #floor: number | null = null;

  /** From here on packets are withheld. */
  pause(): void {
    this.#pausedAt ??= this.#newestIn;
  }

  /** The outgoing number for this incoming one; null for a packet from before the last pause, which must not be sent. */
  next(incoming: number): number | null {
    if (this.#pausedAt !== null) {
      this.#offset = (this.#offset + sequenceDistance(incoming, this.#pausedAt) - 1) & 0xffff;
      this.#floor = incoming;
      this.#pausedAt = null;
      this.#newestIn = incoming;
    }
    if (this.#floor !== null) {
      const ahead = sequenceDistance(incoming, this.#floor);
      if (ahead < 0) return null;
      if (ahead > 0x4000) this.#floor = null;
    }
    if (this.#newestIn === null || sequenceDistance(incoming, this.#newestIn) > 0) this.#newestIn = incoming;
    return (incoming - this.#offset) & 0xffff;
  }
}
