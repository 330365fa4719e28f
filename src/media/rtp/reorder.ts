import type { RtpPacket } from './packet.ts';

/** A packet in its turn, or the news that `packets` before the next one are given up. */
export type Ordered = { readonly type: 'packet'; readonly packet: RtpPacket } | { readonly type: 'lost'; readonly packets: number };

export interface ReorderLimits {
  /** Packets to hold while waiting for a missing one. */
  readonly capacity: number;
  /** How long to wait for a missing one, in milliseconds. */
  readonly patienceMilliseconds: number;
}

/** Sequence numbers this far apart are no late or early packets but a source that began anew. */
const RESTART_DISTANCE = 3000;

/** Puts RTP packets of one stream in order. Takes the time from its caller, so that it can be tested without a clock. */
export interface ReorderBuffer {
  /** Takes a packet that arrived at `now` (milliseconds, any steady clock); returns what is now in order. */
  push(packet: RtpPacket, now: number): Ordered[];
  /** Returns what waited long enough; call it a few times a second. */
  expire(now: number): Ordered[];
  /** Returns all that is held, with its gaps. */
  flush(): Ordered[];
}

/** An empty buffer; the first packet pushed is the first in order. */
export function createReorderBuffer(limits: ReorderLimits): ReorderBuffer {
  const held = new Map<number, RtpPacket>();
  let next: number | null = null;
  let waitingSince = 0;

  const release = (out: Ordered[], now: number): void => {
    for (let packet = takeNext(); packet !== undefined; packet = takeNext()) out.push({ type: 'packet', packet });
    waitingSince = now;
  };
  const takeNext = (): RtpPacket | undefined => {
    if (next === null) return undefined;
    const packet = held.get(next);
    if (packet === undefined) return undefined;
    held.delete(next);
    next = (next + 1) & 0xffff;
    return packet;
  };
  const skipGap = (out: Ordered[], now: number): void => {
    if (next === null || held.size === 0) return;
    const from = next;
    const distance = Math.min(...[...held.keys()].map((sequence) => (sequence - from) & 0xffff));
    next = (from + distance) & 0xffff;
    out.push({ type: 'lost', packets: distance });
    release(out, now);
  };
  const flush = (now: number): Ordered[] => {
    const out: Ordered[] = [];
    while (held.size > 0) skipGap(out, now);
    return out;
  };

  return {
    push(packet, now) {
      const out: Ordered[] = [];
      next ??= packet.sequenceNumber;
      const ahead = (packet.sequenceNumber - next) & 0xffff;
      const behind = 0x10000 - ahead;
      if (ahead >= 0x8000 && behind < RESTART_DISTANCE) return out;
      if (ahead >= RESTART_DISTANCE) {
        out.push(...flush(now), { type: 'lost', packets: 0 });
        next = packet.sequenceNumber;
      }
      if (held.size === 0) waitingSince = now;
      held.set(packet.sequenceNumber, packet);
      if (packet.sequenceNumber === next) release(out, now);
      else if (held.size > limits.capacity) skipGap(out, now);
      return out;
    },
    expire(now) {
      const out: Ordered[] = [];
      while (held.size > 0 && now - waitingSince > limits.patienceMilliseconds) skipGap(out, now);
      return out;
    },
    flush: () => flush(0),
  };
}
