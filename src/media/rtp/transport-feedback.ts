import { sequenceDistance } from './sequence.ts';

const headerBytes = 20;
/** Reference times are in 64 ms, deltas in 0.25 ms. */
const referenceMicroseconds = 64_000;
const deltaMicroseconds = 250;
/** One feedback covers at most this many packets; the browser reports about 40 in 80 ms at 1 Mbit/s. */
const maximumStatuses = 700;

/**
 * Collects arrivals on one transport and writes transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01,
 * section 3.1), from which the sender estimates its bandwidth. Pure: the caller brings the clock.
 */
export class TransportFeedback {
  readonly #arrivals = new Map<number, number>();
  #base: number | null = null;
  #newest = 0;
  #count = 0;

  /** Notes the arrival of the packet with this transport-wide number; `microseconds` on any steady clock. */
  received(sequenceNumber: number, microseconds: number): void {
    if (this.#base === null) {
      this.#base = this.#newest = sequenceNumber;
    }
    const unwrapped = this.#newest + sequenceDistance(sequenceNumber, this.#newest & 0xffff);
    if (unwrapped < this.#base) return;
    this.#newest = Math.max(this.#newest, unwrapped);
    this.#arrivals.set(unwrapped, microseconds);
  }

  /** Arrivals not yet reported. */
  get waiting(): number {
    return this.#arrivals.size;
  }

  /** The feedback on everything since the last one, or null when nothing arrived. */
  write(senderSsrc: number, mediaSsrc: number): Buffer | null {
    if (this.#base === null || this.#arrivals.size === 0) return null;
    const base = this.#base;
    const count = Math.min(this.#newest - base + 1, maximumStatuses);
    const { statuses, deltas, reference } = this.#statuses(base, count);
    const chunks = writeChunks(statuses);
    const length = headerBytes + chunks.length + deltas.length;
    const padding = (4 - (length % 4)) % 4;
    const bytes = Buffer.alloc(length + padding);
    bytes[0] = 0x80 | (padding > 0 ? 0x20 : 0) | 15;
    bytes[1] = 205;
    bytes.writeUInt16BE(bytes.length / 4 - 1, 2);
    bytes.writeUInt32BE(senderSsrc >>> 0, 4);
    bytes.writeUInt32BE(mediaSsrc >>> 0, 8);
    bytes.writeUInt16BE(base & 0xffff, 12);
    bytes.writeUInt16BE(count, 14);
    bytes.writeUIntBE(reference & 0xffffff, 16, 3);
    bytes[19] = this.#count & 0xff;
    chunks.copy(bytes, headerBytes);
    Buffer.from(deltas).copy(bytes, headerBytes + chunks.length);
    if (padding > 0) bytes[bytes.length - 1] = padding;
    this.#count += 1;
    this.#base = base + count;
    for (const number of this.#arrivals.keys()) if (number < this.#base) this.#arrivals.delete(number);
    return bytes;
  }

  #statuses(base: number, count: number): { statuses: number[]; deltas: number[]; reference: number } {
    const statuses: number[] = [];
    const deltas: number[] = [];
    let reference: number | null = null;
    let previous = 0;
    for (let offset = 0; offset < count; offset += 1) {
      const arrival = this.#arrivals.get(base + offset);
      if (arrival === undefined) {
        statuses.push(0);
        continue;
      }
      if (reference === null) {
        reference = Math.floor(arrival / referenceMicroseconds);
        previous = reference * referenceMicroseconds;
      }
      const delta = Math.max(-0x8000, Math.min(0x7fff, Math.round((arrival - previous) / deltaMicroseconds)));
      previous += delta * deltaMicroseconds;
      if (delta >= 0 && delta <= 0xff) {
        statuses.push(1);
        deltas.push(delta);
      } else {
        statuses.push(2);
        deltas.push((delta >> 8) & 0xff, delta & 0xff);
      }
    }
    return { statuses, deltas, reference: reference ?? 0 };
  }
}

/** Status vector chunks with two-bit symbols: seven statuses in each 16 bits. */
function writeChunks(statuses: number[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(statuses.length / 7) * 2);
  for (let first = 0; first < statuses.length; first += 7) {
    let chunk = 0xc000;
    for (let symbol = 0; symbol < 7; symbol += 1) chunk |= (statuses[first + symbol] ?? 0) << (12 - 2 * symbol);
    bytes.writeUInt16BE(chunk, (first / 7) * 2);
  }
  return bytes;
}
