/** One header extension element as it stands on the wire (RFC 8285): its negotiated id and its bytes. */
export interface HeaderExtension {
  id: number;
  data: Buffer;
}

/** One RTP packet (RFC 3550). Numbers are unsigned and as on the wire; `payload` excludes padding. */
export interface RtpPacket {
  payloadType: number;
  marker: boolean;
  /** 16 bits, wraps. */
  sequenceNumber: number;
  /** 32 bits in units of the codec's clock (90 kHz for VP8, 48 kHz for Opus), wraps. */
  timestamp: number;
  ssrc: number;
  payload: Buffer;
  extensions: HeaderExtension[];
}

const headerBytes = 12;
const oneByteProfile = 0xbede;
const twoByteProfile = 0x1000;

/** True when a packet that arrived on a muxed transport is RTCP and not RTP: its second byte is 192–223 (RFC 5761, section 4). */
export function isRtcp(packet: Buffer): boolean {
  const second = packet[1] ?? 0;
  return packet.length >= 8 && second >= 192 && second <= 223;
}

/** Reads one RTP packet; the payload and the extension data are views into `packet`, not copies. Returns null for anything that is not whole, well-formed RTP version 2. */
export function parseRtp(packet: Buffer): RtpPacket | null {
  const body = payloadBounds(packet);
  if (body === null) return null;
  const second = packet.readUInt8(1);
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequenceNumber: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payload: packet.subarray(body.start, body.end),
    extensions: readExtensions(packet),
  };
}

/** Writes one RTP packet without padding and contributing sources; extensions go out in the one-byte form, or in the two-byte form when an id or a length needs it. */
export function writeRtp(packet: RtpPacket): Buffer {
  const extension = writeExtensions(packet.extensions);
  const bytes = Buffer.allocUnsafe(headerBytes + extension.length + packet.payload.length);
  bytes[0] = extension.length > 0 ? 0x90 : 0x80;
  bytes[1] = (packet.marker ? 0x80 : 0) | (packet.payloadType & 0x7f);
  bytes.writeUInt16BE(packet.sequenceNumber & 0xffff, 2);
  bytes.writeUInt32BE(packet.timestamp >>> 0, 4);
  bytes.writeUInt32BE(packet.ssrc >>> 0, 8);
  extension.copy(bytes, headerBytes);
  packet.payload.copy(bytes, headerBytes + extension.length);
  return bytes;
}

/** Where the payload of a well-formed RTP packet lies, padding excluded; null when the packet is not whole. Allocation-free reading for the forwarding path. */
export function payloadBounds(packet: Buffer): { start: number; end: number } | null {
  if (packet.length < headerBytes) return null;
  const first = packet.readUInt8(0);
  if (first >> 6 !== 2) return null;
  let start = headerBytes + (first & 0x0f) * 4;
  if (first & 0x10) {
    if (start + 4 > packet.length) return null;
    start += 4 + packet.readUInt16BE(start + 2) * 4;
  }
  let end = packet.length;
  if (first & 0x20) {
    const padding = packet.readUInt8(end - 1);
    if (padding === 0) return null;
    end -= padding;
  }
  return start <= end ? { start, end } : null;
}

/** The data of the header extension with this id, or null. Needs a packet that `payloadBounds` or `parseRtp` has accepted. */
export function findExtension(packet: Buffer, id: number): Buffer | null {
  for (const extension of readExtensions(packet)) if (extension.id === id) return extension.data;
  return null;
}

function readExtensions(packet: Buffer): HeaderExtension[] {
  const found: HeaderExtension[] = [];
  const first = packet.readUInt8(0);
  if (!(first & 0x10)) return found;
  let at = headerBytes + (first & 0x0f) * 4;
  const profile = packet.readUInt16BE(at);
  const end = at + 4 + packet.readUInt16BE(at + 2) * 4;
  at += 4;
  const twoBytes = (profile & 0xfff0) === twoByteProfile;
  if (profile !== oneByteProfile && !twoBytes) return found;
  while (at < end) {
    const lead = packet.readUInt8(at);
    if (lead === 0) {
      at += 1;
      continue;
    }
    if (!twoBytes && lead >> 4 === 15) break;
    if (twoBytes && at + 2 > end) break;
    const id = twoBytes ? lead : lead >> 4;
    const length = twoBytes ? packet.readUInt8(at + 1) : (lead & 0x0f) + 1;
    at += twoBytes ? 2 : 1;
    if (at + length > end) break;
    found.push({ id, data: packet.subarray(at, at + length) });
    at += length;
  }
  return found;
}

function writeExtensions(extensions: HeaderExtension[]): Buffer {
  if (extensions.length === 0) return Buffer.alloc(0);
  const twoBytes = extensions.some(({ id, data }) => id > 14 || data.length === 0 || data.length > 16);
  const elements = extensions.map(({ id, data }) =>
    Buffer.concat([twoBytes ? Buffer.from([id, data.length]) : Buffer.from([(id << 4) | (data.length - 1)]), data]),
  );
  const content = Buffer.concat(elements);
  const words = Math.ceil(content.length / 4);
  const bytes = Buffer.alloc(4 + words * 4);
  bytes.writeUInt16BE(twoBytes ? twoByteProfile : oneByteProfile, 0);
  bytes.writeUInt16BE(words, 2);
  content.copy(bytes, 4);
  return bytes;
}
