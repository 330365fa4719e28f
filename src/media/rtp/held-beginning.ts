import { startsKeyFrame } from './key-frame.ts';
import { payloadBounds } from './packet.ts';

/** Two seconds of a face at 1 Mbit/s. */
const MOST_PACKETS = 256;

/**
 * Packets of a picture whose receiver is still agreeing to it: those from the newest key frame on, so that the first it gets can be decoded at
 * once. Holds references, not copies: packets must not be changed after `put`.
 */
export class HeldBeginning {
  #packets: Buffer[] = [];

  put(packet: Buffer): void {
    const bounds = payloadBounds(packet);
    if (bounds === null) return;
    const begins = startsKeyFrame(packet.subarray(bounds.start, bounds.end));
    // A receiver that takes so long would get an old picture: it begins with the next key frame.
    if (begins || this.#packets.length >= MOST_PACKETS) this.#packets = [];
    if (begins || this.#packets.length > 0) this.#packets.push(packet);
  }

  /** What is held, in the order of its coming; nothing is held any more. */
  take(): Buffer[] {
    return this.#packets.splice(0);
  }
}
