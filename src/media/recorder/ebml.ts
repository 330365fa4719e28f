/** Writing of EBML (RFC 8794), the container language of WebM, as far as a recording needs it. */

/** Size field of an element that lasts to the end of the file. */
export const UNKNOWN_SIZE = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);

/** A size as a variable-length number of the least width, or of the given width in bytes (1 to 8). */
export function encodeSize(size: number, width = sizeWidth(size)): Buffer {
  const bytes = Buffer.alloc(width);
  // All ones is reserved for "unknown", so each width holds one value less.
  if (size >= 2 ** (7 * width) - 1) throw new RangeError(`${size} does not fit a size of ${width} bytes`);
  let rest = size;
  for (let at = width - 1; at >= 0; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[0] = (bytes[0] ?? 0) | (0x80 >> (width - 1));
  return bytes;
}

function sizeWidth(size: number): number {
  let width = 1;
  while (width < 8 && size >= 2 ** (7 * width) - 1) width++;
  return width;
}

/** An element: its id as registered (with its marker bits), its size, its content. */
export function element(id: number, ...content: Uint8Array[]): Buffer {
  const size = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([encodeId(id), encodeSize(size), ...content]);
}

/** The bytes of an element id, 1 to 4. */
export function encodeId(id: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return bytes.subarray(id > 0xffffff ? 0 : id > 0xffff ? 1 : id > 0xff ? 2 : 3);
}

/** An unsigned integer element of the least width. */
export function unsigned(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  let start = 0;
  while (start < 7 && bytes[start] === 0) start++;
  return element(id, bytes.subarray(start));
}

/** A 64-bit float element. */
export function float(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
}

/** A text element. */
export function text(id: number, value: string): Buffer {
  return element(id, Buffer.from(value, 'utf8'));
}

/** A date element from Unix milliseconds; EBML counts nanoseconds from 2001. */
export function date(id: number, unixMilliseconds: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(Math.round(unixMilliseconds - Date.UTC(2001, 0, 1))) * 1_000_000n);
  return element(id, bytes);
}

/** A Void element of exactly `total` bytes, at least 2: room that readers skip. */
export function voidOf(total: number): Buffer {
  const width = total >= 9 ? 8 : 1;
  if (total < 2) throw new RangeError('a Void element has at least 2 bytes');
  return Buffer.concat([Buffer.from([0xec]), encodeSize(total - 1 - width, width), Buffer.alloc(total - 1 - width)]);
}
