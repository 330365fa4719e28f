import { date, element, encodeId, encodeSize, float, text, UNKNOWN_SIZE, unsigned, voidOf } from './ebml.ts';

/** Track numbers in every file; the numbers are in each block, so they are the same whether both tracks have media or one. */
export const VIDEO_TRACK = 1;
export const AUDIO_TRACK = 2;

/**
 * Bytes at the start of every file for all that comes before the first cluster. 16 KiB holds about 780 cues:
 * a key frame every 5 seconds for an hour; longer recordings keep every second cue, or every fourth.
 */
export const HEAD_BYTES = 16 * 1024;

/** A place to start playing from. */
export interface Cue {
  readonly track: typeof VIDEO_TRACK | typeof AUDIO_TRACK;
  readonly milliseconds: number;
  /** Byte of the file at which the cluster begins. */
  readonly position: number;
}

export interface HeadContent {
  /** Unix milliseconds of the file's time 0. */
  readonly startedAt: number;
  /** Pixels, or null when the file has no video track. */
  readonly video: { readonly width: number; readonly height: number } | null;
  readonly audio: boolean;
  /** Known at the end only. */
  readonly end: { readonly durationMilliseconds: number; readonly fileBytes: number; readonly cues: readonly Cue[] } | null;
}

const EBML_HEADER = element(
  0x1a45dfa3,
  unsigned(0x4286, 1),
  unsigned(0x42f7, 1),
  unsigned(0x42f2, 4),
  unsigned(0x42f3, 8),
  text(0x4282, 'webm'),
  unsigned(0x4287, 4),
  unsigned(0x4285, 2),
);
const SEGMENT_ID = encodeId(0x18538067);
/** Positions in cues count from here. */
const SEGMENT_START = EBML_HEADER.length + SEGMENT_ID.length + UNKNOWN_SIZE.length;

/** The first HEAD_BYTES bytes of a file. Written once at the start without its end, and once more when the file is complete. */
export function encodeHead(content: HeadContent): Buffer {
  const { end } = content;
  const size = end === null ? UNKNOWN_SIZE : encodeSize(end.fileBytes - SEGMENT_START, UNKNOWN_SIZE.length);
  const before = Buffer.concat([EBML_HEADER, SEGMENT_ID, size, encodeInfo(content), encodeTracks(content)]);
  const cues = end === null ? Buffer.alloc(0) : encodeCues(end.cues, HEAD_BYTES - before.length);
  const rest = HEAD_BYTES - before.length - cues.length;
  return Buffer.concat([before, cues, rest > 0 ? voidOf(rest) : Buffer.alloc(0)]);
}

function encodeInfo({ startedAt, end }: HeadContent): Buffer {
  return element(
    0x1549a966,
    unsigned(0x2ad7b1, 1_000_000),
    ...(end === null ? [] : [float(0x4489, end.durationMilliseconds)]),
    date(0x4461, startedAt),
    text(0x4d80, 'OpenVisit'),
    text(0x5741, 'OpenVisit recorder'),
  );
}

function encodeTracks({ video, audio }: HeadContent): Buffer {
  const tracks: Buffer[] = [];
  if (video !== null) {
    const size = element(0xe0, unsigned(0xb0, video.width), unsigned(0xba, video.height));
    tracks.push(element(0xae, ...trackStart(VIDEO_TRACK, 1), text(0x86, 'V_VP8'), size));
  }
  if (audio) {
    const sound = element(0xe1, float(0xb5, 48_000), unsigned(0x9f, 2));
    tracks.push(
      element(
        0xae,
        ...trackStart(AUDIO_TRACK, 2),
        text(0x86, 'A_OPUS'),
        unsigned(0x56aa, 0),
        // 80 ms: what an Opus decoder needs to converge after a seek (RFC 7845, section 4.6).
        unsigned(0x56bb, 80_000_000),
        element(0x63a2, opusHead()),
        sound,
      ),
    );
  }
  return element(0x1654ae6b, ...tracks);
}

function trackStart(number: number, type: number): Buffer[] {
  return [unsigned(0xd7, number), unsigned(0x73c5, number), unsigned(0x83, type), unsigned(0x9c, 0)];
}

/** RFC 7845, section 5.1: version 1, 2 channels, nothing to skip, 48 kHz, no gain, mapping family 0. */
function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(2, 9);
  head.writeUInt32LE(48_000, 12);
  return head;
}

function encodeCues(cues: readonly Cue[], room: number): Buffer {
  for (let step = 1; step <= Math.max(1, cues.length); step *= 2) {
    const kept = cues.filter((_, index) => index % step === 0);
    if (kept.length === 0) break;
    const encoded = element(0x1c53bb6b, ...kept.map(encodeCue));
    // Exactly full is fine too, but one spare byte cannot be a Void element.
    if (encoded.length === room || encoded.length <= room - 2) return encoded;
  }
  return Buffer.alloc(0);
}

function encodeCue({ track, milliseconds, position }: Cue): Buffer {
  const where = element(0xb7, unsigned(0xf7, track), unsigned(0xf1, position - SEGMENT_START));
  return element(0xbb, unsigned(0xb3, milliseconds), where);
}
