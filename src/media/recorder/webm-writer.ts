import { element, encodeSize, unsigned } from './ebml.ts';
import { opusMilliseconds } from './opus-duration.ts';
import { AUDIO_TRACK, type Cue, encodeHead, VIDEO_TRACK } from './webm-head.ts';

/** One encoded frame of a participant, with its time in the file. */
export interface MediaFrame {
  readonly kind: 'audio' | 'video';
  /** Milliseconds from the file's start. Must not go back within a kind. */
  readonly milliseconds: number;
  readonly key: boolean;
  /** Pixels of the last key frame; 0 for sound. */
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Where a file goes: bytes appended in order, and once at the end a new head over the first bytes. */
export interface WebmSink {
  append(bytes: Uint8Array, atMilliseconds: number): Promise<void>;
  sealHead(bytes: Uint8Array): Promise<void>;
}

export interface WebmWriter {
  /** Takes a frame; a promise when that completed a cluster, resolved once the cluster is on disk. */
  write(frame: MediaFrame): Promise<void> | null;
  /** Appends what is held as one cluster; null when nothing is held. */
  flush(): Promise<void> | null;
  /** Appends the rest, then the head with duration and cues. */
  finish(): Promise<void>;
  readonly summary: WebmSummary;
}

export interface WebmSummary {
  readonly durationMilliseconds: number;
  /** Of the first key frame. */
  readonly firstSize: { readonly width: number; readonly height: number } | null;
  readonly audioFrames: number;
  readonly videoFrames: number;
}

/** A cluster holds no more than this, so a crash loses no more. */
export const LONGEST_CLUSTER_MILLISECONDS = 1000;
/** Cues of a file without video, which every cluster could start. */
const AUDIO_CUE_MILLISECONDS = 5000;
/** Declared before the first key frame tells the real size. */
const PRESUMED_SIZE = { width: 640, height: 480 };

/**
 * Writes VP8 and Opus frames into a WebM file as they come. Both tracks are declared from the start, so that nothing waits for a
 * camera that is off; a track that stayed empty is left out of the final head, so that players do not wait for it either.
 * The first frame is appended at once; after that a cluster is at most a second, and begins at a key frame if there is one.
 *
 * @param startedAt Unix milliseconds of the file's time 0
 */
export function createWebmWriter(sink: WebmSink, startedAt: number): WebmWriter {
  let position = 0;
  let held: MediaFrame[] = [];
  const cues: Cue[] = [];
  let lastAudioCue = Number.NEGATIVE_INFINITY;
  let durationMilliseconds = 0;
  let firstSize: WebmSummary['firstSize'] = null;
  const frames = { audio: 0, video: 0 };

  const flush = (): Promise<void> | null => {
    if (held.length === 0) return null;
    const ordered = held.sort((one, other) => one.milliseconds - other.milliseconds);
    held = [];
    const begins = Math.floor(ordered[0]?.milliseconds ?? 0);
    const head = position === 0 ? encodeHead({ startedAt, video: firstSize ?? PRESUMED_SIZE, audio: true, end: null }) : Buffer.alloc(0);
    noteCues(ordered, position + head.length);
    const bytes = Buffer.concat([head, encodeCluster(begins, ordered)]);
    position += bytes.length;
    return sink.append(bytes, begins);
  };
  const noteCues = (ordered: readonly MediaFrame[], clusterPosition: number): void => {
    const key = ordered.find((frame) => frame.kind === 'video' && frame.key);
    if (key !== undefined) cues.push({ track: VIDEO_TRACK, milliseconds: Math.round(key.milliseconds), position: clusterPosition });
    const sound = ordered.find((frame) => frame.kind === 'audio');
    if (sound !== undefined && sound.milliseconds - lastAudioCue >= AUDIO_CUE_MILLISECONDS) {
      lastAudioCue = sound.milliseconds;
      cues.push({ track: AUDIO_TRACK, milliseconds: Math.round(sound.milliseconds), position: clusterPosition });
    }
  };

  return {
    write(frame) {
      const first = held[0];
      const isFirst = position === 0 && first === undefined;
      const begins = frame.kind === 'video' && frame.key;
      const full = first !== undefined && (begins || frame.milliseconds - first.milliseconds >= LONGEST_CLUSTER_MILLISECONDS);
      const flushed = full ? flush() : null;
      held.push(frame);
      frames[frame.kind]++;
      if (frame.kind === 'video') firstSize ??= { width: frame.width, height: frame.height };
      durationMilliseconds = Math.max(durationMilliseconds, frame.milliseconds + frameMilliseconds(frame));
      return isFirst ? flush() : flushed;
    },
    flush,
    async finish() {
      await flush();
      if (position === 0) return;
      const video = frames.video > 0 ? (firstSize ?? PRESUMED_SIZE) : null;
      const played = cues.filter((cue) => cue.track === (video === null ? AUDIO_TRACK : VIDEO_TRACK));
      await sink.sealHead(
        encodeHead({ startedAt, video, audio: frames.audio > 0, end: { durationMilliseconds, fileBytes: position, cues: played } }),
      );
    },
    get summary() {
      return { durationMilliseconds: Math.round(durationMilliseconds), firstSize, audioFrames: frames.audio, videoFrames: frames.video };
    },
  };
}

/** A cluster with its size known, so that a reader can step over it. */
function encodeCluster(begins: number, frames: readonly MediaFrame[]): Buffer {
  return element(0x1f43b675, unsigned(0xe7, begins), ...frames.map((frame) => encodeBlock(begins, frame)));
}

function encodeBlock(begins: number, frame: MediaFrame): Buffer {
  const header = Buffer.alloc(4);
  header[0] = 0x80 | (frame.kind === 'video' ? VIDEO_TRACK : AUDIO_TRACK);
  header.writeInt16BE(Math.round(frame.milliseconds) - begins, 1);
  header[3] = frame.key ? 0x80 : 0;
  return Buffer.concat([Buffer.from([0xa3]), encodeSize(header.length + frame.data.length), header, frame.data]);
}

function frameMilliseconds({ kind, data }: MediaFrame): number {
  return kind === 'video' ? 1000 / 30 : opusMilliseconds(data);
}
