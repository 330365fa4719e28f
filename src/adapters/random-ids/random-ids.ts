import { randomFillSync } from 'node:crypto';
import type { Id } from '../../core/shared/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';

/** Crockford's base 32: sorts like the number it writes, without letters that are mistaken for digits. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARACTERS = 10;
const RANDOM_BYTES = 10;
/** Asking the system for randomness costs more than making an id of it, so it is asked for many at once. */
const IDS_AT_ONCE = 100;

/** Ids in the shape of a ULID: 48 bits of milliseconds, then 80 random bits; 26 characters. */
export function randomIds(clock: Clock): IdSource {
  const bytes = randomByteSource();
  return {
    next<Prefix extends string>(prefix: Prefix): Id<Prefix> {
      return `${prefix}_${timePart(clock.now().epochMilliseconds)}${randomPart(bytes())}`;
    },
  };
}

function timePart(milliseconds: number): string {
  let rest = milliseconds;
  let text = '';
  for (let at = 0; at < TIME_CHARACTERS; at += 1) {
    text = (alphabet[rest % 32] ?? '') + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Random bytes for one id after the other; no byte is given out twice. */
function randomByteSource(): () => Uint8Array {
  const stock = new Uint8Array(RANDOM_BYTES * IDS_AT_ONCE);
  let used = stock.length;
  return () => {
    if (used === stock.length) {
      randomFillSync(stock);
      used = 0;
    }
    used += RANDOM_BYTES;
    return stock.subarray(used - RANDOM_BYTES, used);
  };
}

/** 10 bytes are 80 bits are 16 characters of 5 bits. */
function randomPart(bytes: Uint8Array): string {
  let bits = 0;
  let waiting = 0;
  let text = '';
  for (const byte of bytes) {
    waiting = (waiting << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(waiting >> bits) & 31] ?? '';
    }
    waiting &= (1 << bits) - 1;
  }
  return text;
}
