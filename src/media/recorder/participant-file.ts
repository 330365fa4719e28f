import { join } from 'node:path';
import { createSealedFile, type SealedFile } from '../../vault/sealed-writer.ts';
import { createSenderClock } from '../rtp/sender-report-clock.ts';
import { describeFile, trackNames } from './describe-file.ts';
import { createFrameSource, type FrameSource, type TimedFrame } from './frame-source.ts';
import type { EndedHow, ManifestFile } from './manifest.ts';
import type { RtpSource } from './rtp-source.ts';
import { createSilenceFiller } from './silence-filler.ts';
import { createWebmWriter, type MediaFrame, type WebmWriter } from './webm-writer.ts';

export interface ParticipantFileOptions {
  readonly fileId: string;
  readonly identity: string;
  /** Folder of all recordings, and the file's path inside it. */
  readonly root: string;
  readonly path: string;
  readonly recordingKey: Uint8Array;
  /** The first media arrived: the file is about to be made. Awaited before any byte of it is written. */
  readonly onBegin: (startedAt: string) => Promise<void>;
  /** The first media is sealed and on disk. */
  readonly onWriting: () => void;
  /** The disk failed; nothing more is written. */
  readonly onFailure: (error: unknown) => void;
}

/** What can be told of a file at any time. */
export interface ParticipantFileStatus {
  readonly fileId: string;
  readonly identity: string;
  readonly startedAt: string;
  readonly kinds: readonly ('audio' | 'video')[];
  readonly bytesOnDisk: number;
  readonly lastWriteAt: string | null;
  /** When the newest frame of each kind came out of the reordering: some milliseconds after its last packet. Silence put in is none. */
  readonly lastPacketAt: { readonly audio: string | null; readonly video: string | null };
  readonly endedAt: string | null;
}

/** The file of one participant's stay, begun by its first frame. */
export interface ParticipantFile {
  attach(source: RtpSource): void;
  detach(source: RtpSource): void;
  /** Moves on what waits; call it a few times a second with the recorder's clock. */
  tick(now: number): void;
  /** Null until the first frame came. */
  status(): ParticipantFileStatus | null;
  /** Writes duration and cues, closes the file. Null when no frame ever came. Idempotent. */
  end(how: EndedHow): Promise<ManifestFile | null>;
}

/** A key frame now and then, so that a player can start anywhere and a loss does not last. */
const KEY_FRAME_MILLISECONDS = 5000;
/** What is held longer is appended even if its cluster is not full, so that a crash loses no more than a second. */
const LONGEST_HELD_MILLISECONDS = 700;

/** Takes packets of up to one microphone and one camera at a time. */
export function createParticipantFile(options: ParticipantFileOptions): ParticipantFile {
  const { fileId, identity } = options;
  const senderClock = createSenderClock();
  const sources = new Map<RtpSource, FrameSource>();
  const lastTimes = { audio: -1, video: -1 };
  const filler = createSilenceFiller();
  const packets = { received: 0, lost: 0 };
  let begun: { writer: WebmWriter; sealed: Promise<SealedFile>; startedAtMilliseconds: number } | null = null;
  let bytesOnDisk = 0;
  let lastWriteAt: string | null = null;
  const lastPacketAt: { audio: string | null; video: string | null } = { audio: null, video: null };
  let endedAt: string | null = null;
  let heldSince: number | null = null;
  let now = 0;
  let keyFrameAt = 0;
  let failed = false;
  let ending: Promise<ManifestFile | null> | null = null;

  const begin = (startedAtMilliseconds: number) => {
    const sealed = options
      .onBegin(new Date(startedAtMilliseconds).toISOString())
      .then(() => createSealedFile(join(options.root, options.path), { fileId, recordingKey: options.recordingKey, durable: true }));
    const writer = createWebmWriter(
      {
        append: async (bytes, at) => (await sealed).append(bytes, at),
        sealHead: async (bytes) => (await sealed).sealHead(bytes),
      },
      startedAtMilliseconds,
    );
    begun = { writer, sealed, startedAtMilliseconds };
    return begun;
  };
  const watch = (writing: Promise<void> | null): void => {
    if (writing === null || begun === null) return;
    heldSince = now;
    const { sealed } = begun;
    writing
      .then(async () => {
        bytesOnDisk = (await sealed).bytesOnDisk;
        const isFirst = lastWriteAt === null;
        lastWriteAt = new Date().toISOString();
        if (isFirst) options.onWriting();
      })
      .catch((error: unknown) => {
        if (failed) return;
        failed = true;
        options.onFailure(error);
      });
  };
  const write = ({ clockMilliseconds, ...frame }: TimedFrame): void => {
    if (failed || ending !== null) return;
    const { writer, startedAtMilliseconds } = begun ?? begin(Math.round(clockMilliseconds));
    // Slewing may bring two frames into one millisecond, or the first one before the file's start; players want times that rise.
    const wanted = Math.round(clockMilliseconds - startedAtMilliseconds);
    if (frame.kind === 'audio') for (const silence of filler.before(wanted, frame.data)) put(writer, silence);
    lastPacketAt[frame.kind] = new Date().toISOString();
    put(writer, { ...frame, milliseconds: wanted });
  };
  const put = (writer: WebmWriter, frame: MediaFrame): void => {
    const milliseconds = Math.max(lastTimes[frame.kind] + 1, frame.milliseconds);
    lastTimes[frame.kind] = milliseconds;
    heldSince ??= now;
    watch(writer.write({ ...frame, milliseconds }));
  };

  const end = async (how: EndedHow): Promise<ManifestFile | null> => {
    for (const source of sources.values()) source.detach();
    sources.clear();
    endedAt = new Date().toISOString();
    if (begun === null) return null;
    const { writer, startedAtMilliseconds } = begun;
    const sealed = await begun.sealed;
    await writer.finish().catch(async (error: unknown) => {
      // Stays as after a crash, to be recovered.
      await sealed.abandon();
      throw error;
    });
    const summary = await sealed.close();
    bytesOnDisk = summary.bytes;
    return describeFile({
      fileId,
      identity,
      path: options.path,
      startedAt: startedAtMilliseconds,
      content: writer.summary,
      plainBytes: sealed.plainSize,
      sealed: summary,
      endedHow: how,
      packetsReceived: packets.received,
      packetsLost: packets.lost,
    });
  };

  return {
    attach(source) {
      for (const [known, frames] of sources) {
        if (frames.kind !== source.kind) continue;
        frames.detach();
        sources.delete(known);
      }
      const clock = source.kind === 'video' ? senderClock.addTrack(90_000, false) : senderClock.addTrack(48_000, true);
      const frames = createFrameSource(source, clock, {
        frame: write,
        packets: (received, lost) => {
          packets.received += received;
          packets.lost += lost;
        },
      });
      sources.set(source, frames);
    },
    detach(source) {
      sources.get(source)?.detach();
      sources.delete(source);
    },
    tick(clockNow) {
      now = clockNow;
      for (const [source, frames] of sources) {
        frames.tick(now);
        if (source.kind === 'video' && now - keyFrameAt >= KEY_FRAME_MILLISECONDS) {
          keyFrameAt = now;
          source.requestKeyframe();
        }
      }
      if (begun !== null && ending === null && !failed)
        for (const silence of filler.until(now - begun.startedAtMilliseconds)) put(begun.writer, silence);
      if (heldSince !== null && now - heldSince >= LONGEST_HELD_MILLISECONDS && ending === null) {
        watch(begun?.writer.flush() ?? null);
        heldSince = null;
      }
    },
    status() {
      if (begun === null) return null;
      const { startedAtMilliseconds, writer } = begun;
      const { audioFrames, videoFrames } = writer.summary;
      return {
        fileId,
        identity,
        startedAt: new Date(startedAtMilliseconds).toISOString(),
        kinds: trackNames(audioFrames > 0, videoFrames > 0).kinds,
        bytesOnDisk,
        lastWriteAt,
        lastPacketAt: { ...lastPacketAt },
        endedAt,
      };
    },
    end(how) {
      ending ??= end(how);
      return ending;
    },
  };
}
