/** How far `later` is ahead of `earlier` among 16-bit sequence numbers that wrap: −32768 … 32767. */
export function sequenceDistance(later: number, earlier: number): number {
  const distance = (later - earlier) & 0xffff;
  return distance < 0x8000 ? distance : distance - 0x10000;
}
