/** One block of a redundant payload; `timestampOffset` is how much older than the packet's own timestamp it is (0 for the primary). */
export interface RedBlock {
  payloadType: number;
  timestampOffset: number;
  data: Buffer;
}

/** Reads a RED payload (RFC 2198): redundant blocks first, the primary last. Null when it is not whole. */
export function parseRed(payload: Buffer): RedBlock[] | null {
  const headers: { payloadType: number; timestampOffset: number; length: number }[] = [];
  let at = 0;
  while (at < payload.length && payload.readUInt8(at) & 0x80) {
    if (at + 4 > payload.length) return null;
    const word = payload.readUInt32BE(at);
    headers.push({ payloadType: (word >>> 24) & 0x7f, timestampOffset: (word >>> 10) & 0x3fff, length: word & 0x3ff });
    at += 4;
  }
  if (at >= payload.length) return null;
  const primaryType = payload.readUInt8(at) & 0x7f;
  at += 1;
  const blocks: RedBlock[] = [];
  for (const { payloadType, timestampOffset, length } of headers) {
    if (at + length > payload.length) return null;
    blocks.push({ payloadType, timestampOffset, data: payload.subarray(at, at + length) });
    at += length;
  }
  blocks.push({ payloadType: primaryType, timestampOffset: 0, data: payload.subarray(at) });
  return blocks;
}

/** The primary block of a RED payload, for receivers that do not speak RED. Null when the payload is not whole. */
export function primaryOfRed(payload: Buffer): Buffer | null {
  return parseRed(payload)?.at(-1)?.data ?? null;
}

/** A sound packet as it was before it got lost, found in the packet after it. */
export interface RecoveredSound {
  timestamp: number;
  payload: Buffer;
}

/** The packet just before this one, from this one's youngest redundant block; null when it carries none. */
export function recoverPrevious(timestamp: number, payload: Buffer): RecoveredSound | null {
  const block = parseRed(payload)?.at(-2);
  return block && block.data.length > 0 ? { timestamp: (timestamp - block.timestampOffset) >>> 0, payload: block.data } : null;
}
