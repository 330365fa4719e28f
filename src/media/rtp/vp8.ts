import type { RtpPacket } from './packet.ts';

/** One whole VP8 frame. Width and height are those of the last key frame, in pixels. */
export interface Vp8Frame {
  readonly timestamp: number;
  readonly key: boolean;
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

/**
 * Where the VP8 data begins in an RTP payload and whether it begins a frame (RFC 7741, section 4.2: S bit set and partition 0);
 * null for a payload without data.
 */
export function readVp8Descriptor(payload: Buffer): { readonly start: number; readonly beginsFrame: boolean } | null {
  const first = payload[0];
  if (first === undefined) return null;
  let at = 1;
  if (first & 0x80) {
    const extension = payload[at++] ?? 0;
    if (extension & 0x80) at += (payload[at] ?? 0) & 0x80 ? 2 : 1;
    if (extension & 0x40) at += 1;
    if (extension & 0x30) at += 1;
  }
  return at < payload.length ? { start: at, beginsFrame: (first & 0x10) !== 0 && (first & 0x07) === 0 } : null;
}

/** Puts VP8 frames together from packets that come in order. After a loss nothing is given out until the next key frame, since deltas would not decode. */
export interface Vp8Assembler {
  /** Takes the next packet in order; returns the frame it completes, if any. */
  push(packet: RtpPacket): Vp8Frame | null;
  /** Packets are missing before the next one. */
  lost(): void;
  /** True while frames are withheld for want of a key frame: ask the sender for one. */
  readonly wantsKeyFrame: boolean;
}

/** An assembler at the start of a stream: it wants a key frame. */
export function createVp8Assembler(): Vp8Assembler {
  let parts: Buffer[] = [];
  let timestamp: number | null = null;
  let wantsKeyFrame = true;
  let width = 0;
  let height = 0;

  const drop = (): null => {
    parts = [];
    timestamp = null;
    return null;
  };

  return {
    get wantsKeyFrame() {
      return wantsKeyFrame;
    },
    lost() {
      drop();
      wantsKeyFrame = true;
    },
    push(packet) {
      const descriptor = readVp8Descriptor(packet.payload);
      // Padding packets, which senders use to probe the network, carry nothing.
      if (descriptor === null) return null;
      if (descriptor.beginsFrame) {
        // A frame without its last packet: the marker was lost with a source that began anew.
        if (timestamp !== null) wantsKeyFrame = true;
        parts = [];
        timestamp = packet.timestamp;
      } else if (timestamp !== packet.timestamp) {
        if (timestamp !== null) wantsKeyFrame = true;
        return drop();
      }
      parts.push(packet.payload.subarray(descriptor.start));
      if (!packet.marker) return null;
      const data = Buffer.concat(parts);
      const at = packet.timestamp;
      drop();
      const size = readKeyFrameSize(data);
      if (size === null && wantsKeyFrame) return null;
      if (size !== null) {
        ({ width, height } = size);
        wantsKeyFrame = false;
      }
      return { timestamp: at, key: size !== null, width, height, data };
    },
  };
}

/** Pixels of a VP8 key frame, null for any other frame (RFC 6386, section 9.1: bit 0 clear, start code 9d 01 2a, then 14 bits each). */
export function readKeyFrameSize(frame: Buffer): { readonly width: number; readonly height: number } | null {
  if (frame.length < 10 || ((frame[0] ?? 1) & 1) !== 0) return null;
  if (frame[3] !== 0x9d || frame[4] !== 0x01 || frame[5] !== 0x2a) return null;
  return { width: frame.readUInt16LE(6) & 0x3fff, height: frame.readUInt16LE(8) & 0x3fff };
}
