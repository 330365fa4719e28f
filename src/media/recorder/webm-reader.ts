import { AUDIO_TRACK, type Cue, VIDEO_TRACK } from './webm-head.ts';

/** One frame as it stands in a file. */
export interface StoredFrame {
  readonly kind: 'audio' | 'video';
  readonly milliseconds: number;
  readonly key: boolean;
  readonly data: Buffer;
}

export interface StoredCluster {
  /** Byte of the given buffer at which the cluster begins. */
  readonly position: number;
  readonly frames: readonly StoredFrame[];
}

const CLUSTER = 0x1f43b675;
const SEGMENT = 0x18538067;
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;

/** The clusters in bytes that our own writer made: a whole file, or one or more of its chunks. Stops at what it does not understand. */
export function readClusters(bytes: Buffer): StoredCluster[] {
  const clusters: StoredCluster[] = [];
  for (let at = 0; at < bytes.length; ) {
    const found = readElement(bytes, at);
    if (found === null) break;
    if (found.id === SEGMENT) {
      at = found.start;
      continue;
    }
    if (found.end > bytes.length) break;
    if (found.id === CLUSTER) clusters.push({ position: at, frames: readFrames(bytes.subarray(found.start, found.end)) });
    at = found.end;
  }
  return clusters;
}

/** Cues for clusters found again after a crash, at their places in the file. */
export function cuesOf(clusters: readonly StoredCluster[]): Cue[] {
  return clusters.flatMap(({ position, frames }) => {
    const cues: Cue[] = [];
    const key = frames.find((frame) => frame.kind === 'video' && frame.key);
    if (key !== undefined) cues.push({ track: VIDEO_TRACK, milliseconds: key.milliseconds, position });
    const sound = frames.find((frame) => frame.kind === 'audio');
    if (sound !== undefined) cues.push({ track: AUDIO_TRACK, milliseconds: sound.milliseconds, position });
    return cues;
  });
}

function readFrames(cluster: Buffer): StoredFrame[] {
  const frames: StoredFrame[] = [];
  let begins = 0;
  for (let at = 0; at < cluster.length; ) {
    const found = readElement(cluster, at);
    if (found === null || found.end > cluster.length) break;
    const content = cluster.subarray(found.start, found.end);
    if (found.id === TIMESTAMP) begins = content.readUIntBE(0, content.length);
    if (found.id === SIMPLE_BLOCK && content.length > 4) {
      frames.push({
        kind: (content.readUInt8(0) & 0x7f) === VIDEO_TRACK ? 'video' : 'audio',
        milliseconds: begins + content.readInt16BE(1),
        key: (content.readUInt8(3) & 0x80) !== 0,
        data: content.subarray(4),
      });
    }
    at = found.end;
  }
  return frames;
}

/** Id and content bounds of the element at `at`; an unknown size ends at infinity. Null when the bytes are no element. */
function readElement(bytes: Buffer, at: number): { id: number; start: number; end: number } | null {
  const idWidth = widthOf(bytes[at]);
  if (idWidth === null || idWidth > 4 || at + idWidth > bytes.length) return null;
  const id = bytes.readUIntBE(at, idWidth);
  const sizeAt = at + idWidth;
  const sizeWidth = widthOf(bytes[sizeAt]);
  if (sizeWidth === null || sizeAt + sizeWidth > bytes.length) return null;
  let size = (bytes[sizeAt] ?? 0) & ((0x80 >> (sizeWidth - 1)) - 1);
  for (let index = 1; index < sizeWidth; index++) size = size * 256 + (bytes[sizeAt + index] ?? 0);
  const start = sizeAt + sizeWidth;
  return { id, start, end: size >= 2 ** (7 * sizeWidth) - 1 ? Number.POSITIVE_INFINITY : start + size };
}

/** Width in bytes of a variable-length number by its first byte. */
function widthOf(first: number | undefined): number | null {
  if (first === undefined || first === 0) return null;
  return Math.clz32(first) - 23;
}
