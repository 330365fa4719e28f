/** How long an Opus packet sounds, in milliseconds; its first bytes say so (RFC 6716, section 3.1). */
export function opusMilliseconds(packet: Uint8Array): number {
  const config = (packet[0] ?? 0) >> 3;
  const code = (packet[0] ?? 0) & 3;
  const count = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 0x3f : 2;
  const each = config < 12 ? [10, 20, 40, 60][config & 3] : config < 16 ? [10, 20][config & 1] : [2.5, 5, 10, 20][config & 3];
  return count * (each ?? 20);
}
