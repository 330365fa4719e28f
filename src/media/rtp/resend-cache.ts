/** The last packets sent on one stream, so that a NACK can be answered. Holds references, not copies: packets must not be changed after `put`. */
export class ResendCache {
  readonly #slots: ({ sequenceNumber: number; packet: Buffer; resentAt: number } | undefined)[];
  readonly #restMilliseconds: number;

  /**
   * @param size packets kept; a power of two (512: four seconds of video at 1 Mbit/s)
   * @param restMilliseconds a packet is not sent again within this time, because two requests for it may cross on the way
   */
  constructor(size = 512, restMilliseconds = 15) {
    this.#slots = Array.from({ length: size });
    this.#restMilliseconds = restMilliseconds;
  }

  put(sequenceNumber: number, packet: Buffer): void {
    this.#slots[sequenceNumber % this.#slots.length] = { sequenceNumber, packet, resentAt: Number.NEGATIVE_INFINITY };
  }

  /** The packet to send again now, or null when it is unknown, too old or has just been sent again. */
  take(sequenceNumber: number, now: number): Buffer | null {
    const slot = this.#slots[sequenceNumber % this.#slots.length];
    if (!slot || slot.sequenceNumber !== sequenceNumber || now - slot.resentAt < this.#restMilliseconds) return null;
    slot.resentAt = now;
    return slot.packet;
  }
}
