import { join } from 'node:path';
import { recoverSealedFile } from '../../vault/recover-sealed-file.ts';
import { type OpenSealedFile, openSealedFile } from '../../vault/sealed-reader.ts';
import type { SealedFile } from '../../vault/sealed-writer.ts';
import { hashSealedFile } from '../../vault/verify-sealed-file.ts';
import { readKeyFrameSize } from '../rtp/vp8.ts';
import { trackNames } from './describe-file.ts';
import type { JournalEntry } from './journal.ts';
import type { ManifestFile } from './manifest.ts';
import { AUDIO_TRACK, type Cue, encodeHead, VIDEO_TRACK } from './webm-head.ts';
import { cuesOf, readClusters } from './webm-reader.ts';

type OpenFile = Extract<JournalEntry, { type: 'file-begun' }>;

/**
 * Completes a file that a crash cut short: drops an incomplete last chunk, adds duration and cues, closes it. Without the
 * recording's key the file is left as it is and only hashed. Null when nothing of it reached the disk.
 */
export async function recoverFile(root: string, entry: OpenFile, recordingKey: Uint8Array | null): Promise<ManifestFile | null> {
  const path = join(root, entry.path);
  try {
    if (recordingKey === null) return await describe(path, entry, null);
    const recovery = await recoverSealedFile(path, recordingKey);
    if (recovery.state === 'empty') return null;
    if (recovery.state === 'recovered' && recovery.keptChunks === 0) {
      await recovery.file.abandon();
      return null;
    }
    if (recovery.state === 'unknown-key') return await describe(path, entry, null);
    const reader = await openSealedFile(path, recordingKey);
    try {
      const content = await readContent(reader);
      if (recovery.state === 'recovered') await complete(recovery.file, entry, content);
      return await describe(path, entry, content);
    } finally {
      await reader.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

interface Content {
  readonly cues: readonly Cue[];
  readonly video: { readonly width: number; readonly height: number } | null;
  readonly audio: boolean;
  readonly durationMilliseconds: number;
  readonly plainBytes: number;
}

/** Reads chunk by chunk, since an hour of video would not fit the memory of a small machine many times over. */
async function readContent(reader: OpenSealedFile): Promise<Content> {
  const cues: Cue[] = [];
  let video: Content['video'] = null;
  let audio = false;
  let durationMilliseconds = 0;
  for (const chunk of reader.chunks) {
    const bytes = await reader.read(chunk.offset, chunk.length).catch(() => null);
    // A chunk that does not open is damage, which the player will show; the rest still gets its cues.
    const clusters = bytes === null ? [] : readClusters(bytes);
    cues.push(...cuesOf(clusters).map((cue) => ({ ...cue, position: cue.position + chunk.offset })));
    for (const frame of clusters.flatMap((cluster) => cluster.frames)) {
      if (frame.kind === 'audio') audio = true;
      else video ??= readKeyFrameSize(frame.data);
      durationMilliseconds = Math.max(durationMilliseconds, frame.milliseconds + 20);
    }
  }
  return { cues, video, audio, durationMilliseconds, plainBytes: reader.size };
}

async function complete(file: SealedFile, entry: OpenFile, content: Content): Promise<void> {
  const { video, audio, durationMilliseconds, plainBytes } = content;
  const cues = content.cues.filter((cue) => cue.track === (video === null ? AUDIO_TRACK : VIDEO_TRACK));
  await file.sealHead(
    encodeHead({ startedAt: Date.parse(entry.startedAt), video, audio, end: { durationMilliseconds, fileBytes: plainBytes, cues } }),
  );
  await file.close();
}

async function describe(path: string, entry: OpenFile, content: Content | null): Promise<ManifestFile | null> {
  const hashed = await hashSealedFile(path);
  if (hashed === null) return null;
  const { fileId, identity, startedAt } = entry;
  const video = content?.video ?? null;
  const audio = content?.audio ?? false;
  return {
    fileId,
    identity,
    path: entry.path,
    startedAt,
    durationMilliseconds: content?.durationMilliseconds ?? 0,
    ...trackNames(audio, video !== null),
    width: video?.width ?? null,
    height: video?.height ?? null,
    bytes: hashed.bytes,
    plainBytes: content?.plainBytes ?? 0,
    chunkCount: hashed.chunkHashes.length - 1,
    hash: hashed.hash,
    endedHow: 'cut',
    packetsReceived: null,
    packetsLost: null,
  };
}
