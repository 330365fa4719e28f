/** What a receiver tells a sender about one stream (RFC 3550, section 6.4.1). */
export interface ReportBlock {
  ssrc: number;
  /** Lost since the last report, in 1/256. */
  fractionLost: number;
  /** Lost since the start; signed 24 bits on the wire. */
  packetsLost: number;
  /** Highest sequence number with its wrap count in the upper 16 bits. */
  highestSequence: number;
  /** In timestamp units. */
  jitter: number;
  /** Middle 32 bits of the NTP time of the last sender report, 0 when none came. */
  lastSenderReport: number;
  /** Since that report, in 1/65536 s. */
  delaySinceLastSenderReport: number;
}

export interface SenderReport {
  type: 'sender-report';
  ssrc: number;
  /** Seconds since 1900 and 2^-32 fractions of a second, as on the wire. */
  ntpSeconds: number;
  ntpFraction: number;
  /** The same instant as Unix milliseconds on the SENDER's clock, with fractions. */
  ntpMilliseconds: number;
  rtpTimestamp: number;
  packetCount: number;
  octetCount: number;
  reports: ReportBlock[];
}

/** Every RTCP packet we act upon; others are skipped. */
export type RtcpPacket =
  | SenderReport
  | { type: 'receiver-report'; ssrc: number; reports: ReportBlock[] }
  | { type: 'nack'; senderSsrc: number; mediaSsrc: number; sequenceNumbers: number[] }
  | { type: 'pli'; senderSsrc: number; mediaSsrc: number }
  | { type: 'fir'; senderSsrc: number; mediaSsrcs: number[] }
  | { type: 'remb'; senderSsrc: number; bitsPerSecond: number; mediaSsrcs: number[] }
  | { type: 'twcc'; senderSsrc: number; mediaSsrc: number; baseSequence: number; statusCount: number; feedback: Buffer }
  | { type: 'bye'; ssrcs: number[] }
  | { type: 'sdes'; chunks: { ssrc: number; cname: string | null }[] };

const senderReport = 200;
const receiverReport = 201;
const sourceDescription = 202;
const goodbye = 203;
const transportFeedback = 205;
const payloadFeedback = 206;

/** Seconds between 1900 (NTP) and 1970 (Unix). */
const ntpToUnixSeconds = 2_208_988_800;

/**
 * Reads a compound RTCP packet (RFC 3550, section 6.1) into its parts, in order. Servers put several senders' reports into one
 * compound, so callers must look at every part. Reading stops at the first malformed part; what came before it is returned.
 */
export function parseCompound(compound: Buffer): RtcpPacket[] {
  const packets: RtcpPacket[] = [];
  let at = 0;
  while (at + 4 <= compound.length) {
    const first = compound.readUInt8(at);
    const end = at + (compound.readUInt16BE(at + 2) + 1) * 4;
    if (first >> 6 !== 2 || end > compound.length) break;
    const padding = first & 0x20 ? compound.readUInt8(end - 1) : 0;
    if (at + 4 + padding > end) break;
    const packet = parseOne(compound.readUInt8(at + 1), first & 0x1f, compound.subarray(at + 4, end - padding));
    if (packet !== null) packets.push(packet);
    at = end;
  }
  return packets;
}

function parseOne(packetType: number, count: number, body: Buffer): RtcpPacket | null {
  if (packetType === sourceDescription) return parseSourceDescription(count, body);
  if (packetType === goodbye) return parseGoodbye(count, body);
  if (body.length < 4) return null;
  const ssrc = body.readUInt32BE(0);
  if (packetType === senderReport && body.length >= 24) return parseSenderReport(ssrc, count, body);
  if (packetType === receiverReport) return { type: 'receiver-report', ssrc, reports: parseReports(count, body.subarray(4)) };
  if (body.length < 8) return null;
  const mediaSsrc = body.readUInt32BE(4);
  if (packetType === transportFeedback && count === 1) {
    return { type: 'nack', senderSsrc: ssrc, mediaSsrc, sequenceNumbers: parseNackItems(body.subarray(8)) };
  }
  if (packetType === transportFeedback && count === 15 && body.length >= 16) {
    const feedback = body.subarray(8);
    return {
      type: 'twcc',
      senderSsrc: ssrc,
      mediaSsrc,
      baseSequence: feedback.readUInt16BE(0),
      statusCount: feedback.readUInt16BE(2),
      feedback,
    };
  }
  if (packetType === payloadFeedback && count === 1) return { type: 'pli', senderSsrc: ssrc, mediaSsrc };
  if (packetType === payloadFeedback && count === 4) return { type: 'fir', senderSsrc: ssrc, mediaSsrcs: readWords(body.subarray(8), 8) };
  if (packetType === payloadFeedback && count === 15) return parseBandwidthEstimate(ssrc, body.subarray(8));
  return null;
}

function parseSenderReport(ssrc: number, count: number, body: Buffer): SenderReport {
  const ntpSeconds = body.readUInt32BE(4);
  const ntpFraction = body.readUInt32BE(8);
  return {
    type: 'sender-report',
    ssrc,
    ntpSeconds,
    ntpFraction,
    ntpMilliseconds: (ntpSeconds - ntpToUnixSeconds) * 1000 + (ntpFraction * 1000) / 2 ** 32,
    rtpTimestamp: body.readUInt32BE(12),
    packetCount: body.readUInt32BE(16),
    octetCount: body.readUInt32BE(20),
    reports: parseReports(count, body.subarray(24)),
  };
}

function parseReports(count: number, body: Buffer): ReportBlock[] {
  const reports: ReportBlock[] = [];
  for (let at = 0; reports.length < count && at + 24 <= body.length; at += 24) {
    reports.push({
      ssrc: body.readUInt32BE(at),
      fractionLost: body.readUInt8(at + 4),
      packetsLost: body.readIntBE(at + 5, 3),
      highestSequence: body.readUInt32BE(at + 8),
      jitter: body.readUInt32BE(at + 12),
      lastSenderReport: body.readUInt32BE(at + 16),
      delaySinceLastSenderReport: body.readUInt32BE(at + 20),
    });
  }
  return reports;
}

function parseNackItems(items: Buffer): number[] {
  const missing: number[] = [];
  for (let at = 0; at + 4 <= items.length; at += 4) {
    const first = items.readUInt16BE(at);
    const following = items.readUInt16BE(at + 2);
    missing.push(first);
    for (let bit = 0; bit < 16; bit += 1) if ((following >> bit) & 1) missing.push((first + bit + 1) & 0xffff);
  }
  return missing;
}

/** draft-alvestrand-rmcat-remb-03, section 2.2. */
function parseBandwidthEstimate(senderSsrc: number, body: Buffer): RtcpPacket | null {
  if (body.length < 8 || body.toString('latin1', 0, 4) !== 'REMB') return null;
  const exponent = body.readUInt8(5) >> 2;
  const mantissa = ((body.readUInt8(5) & 3) << 16) | body.readUInt16BE(6);
  return { type: 'remb', senderSsrc, bitsPerSecond: mantissa * 2 ** exponent, mediaSsrcs: readWords(body.subarray(8), 4) };
}

function parseGoodbye(count: number, body: Buffer): RtcpPacket {
  return { type: 'bye', ssrcs: readWords(body, 4).slice(0, count) };
}

function parseSourceDescription(count: number, body: Buffer): RtcpPacket {
  const chunks: { ssrc: number; cname: string | null }[] = [];
  let at = 0;
  while (chunks.length < count && at + 4 <= body.length) {
    const ssrc = body.readUInt32BE(at);
    let cname: string | null = null;
    at += 4;
    while (at + 2 <= body.length && body[at] !== 0) {
      const end = at + 2 + body.readUInt8(at + 1);
      if (body[at] === 1 && end <= body.length) cname = body.toString('utf8', at + 2, end);
      at = end;
    }
    chunks.push({ ssrc, cname });
    at = (Math.floor(at / 4) + 1) * 4;
  }
  return { type: 'sdes', chunks };
}

function readWords(body: Buffer, stride: number): number[] {
  const words: number[] = [];
  for (let at = 0; at + stride <= body.length; at += stride) words.push(body.readUInt32BE(at));
  return words;
}

/** Asks for a key frame (RFC 4585, section 6.3.1). 12 bytes. */
export function writePli(senderSsrc: number, mediaSsrc: number): Buffer {
  return writeHeader(payloadFeedback, 1, 8, senderSsrc, mediaSsrc);
}

/** Asks for these packets again (RFC 4585, section 6.2.1); up to 17 neighboring numbers share one 4-byte item. The numbers must be in sending order. */
export function writeNack(senderSsrc: number, mediaSsrc: number, sequenceNumbers: number[]): Buffer {
  const items: { first: number; following: number }[] = [];
  for (const number of sequenceNumbers) {
    const last = items.at(-1);
    const distance = last ? (number - last.first) & 0xffff : 0;
    if (last && distance >= 1 && distance <= 16) last.following |= 1 << (distance - 1);
    else items.push({ first: number, following: 0 });
  }
  const bytes = writeHeader(transportFeedback, 1, 8 + items.length * 4, senderSsrc, mediaSsrc);
  items.forEach((item, index) => {
    bytes.writeUInt16BE(item.first, 12 + index * 4);
    bytes.writeUInt16BE(item.following, 14 + index * 4);
  });
  return bytes;
}

/** A receiver report with one block for each stream (at most 31). */
export function writeReceiverReport(senderSsrc: number, reports: ReportBlock[]): Buffer {
  const bytes = Buffer.alloc(8 + reports.length * 24);
  bytes[0] = 0x80 | reports.length;
  bytes[1] = receiverReport;
  bytes.writeUInt16BE(bytes.length / 4 - 1, 2);
  bytes.writeUInt32BE(senderSsrc >>> 0, 4);
  reports.forEach((report, index) => {
    const at = 8 + index * 24;
    bytes.writeUInt32BE(report.ssrc >>> 0, at);
    bytes.writeUInt8(Math.min(255, report.fractionLost), at + 4);
    bytes.writeIntBE(Math.max(-0x800000, Math.min(0x7fffff, report.packetsLost)), at + 5, 3);
    bytes.writeUInt32BE(report.highestSequence >>> 0, at + 8);
    bytes.writeUInt32BE(report.jitter >>> 0, at + 12);
    bytes.writeUInt32BE(report.lastSenderReport >>> 0, at + 16);
    bytes.writeUInt32BE(report.delaySinceLastSenderReport >>> 0, at + 20);
  });
  return bytes;
}

/** A sender report without report blocks. 28 bytes. */
export function writeSenderReport(report: Omit<SenderReport, 'type' | 'ntpMilliseconds' | 'reports'>): Buffer {
  const bytes = Buffer.alloc(28);
  bytes[0] = 0x80;
  bytes[1] = senderReport;
  bytes.writeUInt16BE(6, 2);
  bytes.writeUInt32BE(report.ssrc >>> 0, 4);
  bytes.writeUInt32BE(report.ntpSeconds >>> 0, 8);
  bytes.writeUInt32BE(report.ntpFraction >>> 0, 12);
  bytes.writeUInt32BE(report.rtpTimestamp >>> 0, 16);
  bytes.writeUInt32BE(report.packetCount >>> 0, 20);
  bytes.writeUInt32BE(report.octetCount >>> 0, 24);
  return bytes;
}

/** A receiver's estimate of what it can take, in bits a second (draft-alvestrand-rmcat-remb-03, section 2.2). */
export function writeBandwidthEstimate(senderSsrc: number, mediaSsrc: number, bitsPerSecond: number): Buffer {
  const bytes = Buffer.concat([writeHeader(payloadFeedback, 15, 8, senderSsrc, 0), Buffer.alloc(12)]);
  bytes.writeUInt16BE(bytes.length / 4 - 1, 2);
  let mantissa = Math.floor(bitsPerSecond);
  let exponent = 0;
  while (mantissa > 0x3ffff) {
    mantissa = Math.floor(mantissa / 2);
    exponent += 1;
  }
  bytes.write('REMB', 12, 'latin1');
  bytes.writeUInt8(1, 16);
  bytes.writeUInt8((exponent << 2) | (mantissa >> 16), 17);
  bytes.writeUInt16BE(mantissa & 0xffff, 18);
  bytes.writeUInt32BE(mediaSsrc >>> 0, 20);
  return bytes;
}

function writeHeader(packetType: number, count: number, bodyBytes: number, senderSsrc: number, mediaSsrc: number): Buffer {
  const bytes = Buffer.alloc(4 + bodyBytes);
  bytes[0] = 0x80 | count;
  bytes[1] = packetType;
  bytes.writeUInt16BE(bytes.length / 4 - 1, 2);
  bytes.writeUInt32BE(senderSsrc >>> 0, 4);
  bytes.writeUInt32BE(mediaSsrc >>> 0, 8);
  return bytes;
}
