import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createSealedFile } from '../../vault/sealed-writer.ts';
import { describeFile } from './describe-file.ts';
import type { ManifestFile } from './manifest.ts';
import { createWebmWriter, type MediaFrame } from './webm-writer.ts';

/**
 * A few seconds of encoded media that can be repeated without a seam:
 * `OVLOOP1\n`, width and height (2 bytes each), length in milliseconds (4 bytes), then the frames in order of time, each
 * kind (1 byte: 0 sound, 1 picture, 2 key picture), milliseconds (4 bytes), length (4 bytes), data. Numbers are big endian.
 */
export interface MediaLoop {
  readonly width: number;
  readonly height: number;
  readonly milliseconds: number;
  readonly frames: readonly MediaFrame[];
}

const MAGIC = 'OVLOOP1\n';
const KINDS = ['sound', 'picture', 'key picture'];

/** Writes a loop in the format above. */
export function encodeMediaLoop({ width, height, milliseconds, frames }: MediaLoop): Buffer {
  const start = Buffer.alloc(8);
  start.writeUInt16BE(width, 0);
  start.writeUInt16BE(height, 2);
  start.writeUInt32BE(milliseconds, 4);
  const parts = frames.map((frame) => {
    const head = Buffer.alloc(9);
    head.writeUInt8(KINDS.indexOf(frame.kind === 'audio' ? 'sound' : frame.key ? 'key picture' : 'picture'), 0);
    head.writeUInt32BE(frame.milliseconds, 1);
    head.writeUInt32BE(frame.data.length, 5);
    return Buffer.concat([head, frame.data]);
  });
  return Buffer.concat([Buffer.from(MAGIC, 'latin1'), start, ...parts]);
}

/** Reads a loop. @throws when the bytes are none */
export function decodeMediaLoop(bytes: Buffer): MediaLoop {
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error('not a media loop');
  const width = bytes.readUInt16BE(MAGIC.length);
  const height = bytes.readUInt16BE(MAGIC.length + 2);
  const frames: MediaFrame[] = [];
  for (let at = MAGIC.length + 8; at < bytes.length; ) {
    const kind = KINDS[bytes.readUInt8(at)];
    const end = at + 9 + bytes.readUInt32BE(at + 5);
    const data = bytes.subarray(at + 9, end);
    const milliseconds = bytes.readUInt32BE(at + 1);
    if (kind === 'sound') frames.push({ kind: 'audio', milliseconds, key: true, width: 0, height: 0, data });
    else frames.push({ kind: 'video', milliseconds, key: kind === 'key picture', width, height, data });
    at = end;
  }
  return { width, height, milliseconds: bytes.readUInt32BE(MAGIC.length + 4), frames };
}

export interface SyntheticFile {
  readonly fileId: string;
  readonly identity: string;
  /** Folder of all recordings, and the file's path inside it. */
  readonly root: string;
  readonly path: string;
  readonly recordingKey: Uint8Array;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly seconds: number;
}

/** Writes a complete sealed file that repeats a loop, byte for byte as the recorder would have written it. For demo data and tests. */
export async function writeSyntheticFile(loop: MediaLoop, file: SyntheticFile): Promise<ManifestFile> {
  const { fileId, identity, path, startedAt } = file;
  const target = join(file.root, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const sealed = await createSealedFile(target, { fileId, recordingKey: file.recordingKey });
  const writer = createWebmWriter(sealed, startedAt);
  const lastMilliseconds = file.seconds * 1000;
  for (let round = 0; round * loop.milliseconds < lastMilliseconds; round++) {
    for (const frame of loop.frames) {
      const milliseconds = frame.milliseconds + round * loop.milliseconds;
      if (milliseconds < lastMilliseconds) await writer.write({ ...frame, milliseconds });
    }
  }
  await writer.finish();
  const summary = await sealed.close();
  const packets = writer.summary.audioFrames + writer.summary.videoFrames;
  return describeFile({
    fileId,
    identity,
    path,
    startedAt,
    content: writer.summary,
    plainBytes: sealed.plainSize,
    sealed: summary,
    endedHow: 'ended',
    packetsReceived: packets,
    packetsLost: 0,
  });
}
