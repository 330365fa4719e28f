/** RFC 4648 base 32 without padding: what authenticator apps read. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function toBase32(bytes: Uint8Array): string {
  let bits = 0;
  let waiting = 0;
  let text = '';
  for (const byte of bytes) {
    waiting = ((waiting << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(waiting >> bits) & 31] ?? '';
    }
  }
  return bits > 0 ? text + (alphabet[(waiting << (5 - bits)) & 31] ?? '') : text;
}

/** Throws RangeError for characters outside the alphabet. */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let bits = 0;
  let waiting = 0;
  for (const character of text.toUpperCase()) {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new RangeError('not base 32');
    waiting = ((waiting << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((waiting >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}
