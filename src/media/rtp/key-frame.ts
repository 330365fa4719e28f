/** True when this VP8 payload is the first packet of a key frame (RFC 7741, sections 4.2 and 4.3): a receiver can start decoding here. */
export function startsKeyFrame(payload: Buffer): boolean {
  const first = payload[0] ?? 0;
  const startsPartition = (first & 0x10) !== 0 && (first & 0x07) === 0;
  if (!startsPartition) return false;
  let at = 1;
  if (first & 0x80) {
    const extension = payload[1] ?? 0;
    at = 2;
    if (extension & 0x80) at += (payload[2] ?? 0) & 0x80 ? 2 : 1;
    if (extension & 0x40) at += 1;
    if (extension & 0x30) at += 1;
  }
  const header = payload[at];
  return header !== undefined && (header & 0x01) === 0;
}
