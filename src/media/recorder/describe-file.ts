import type { SealedFileSummary } from '../../vault/sealed-writer.ts';
import type { EndedHow, ManifestFile } from './manifest.ts';
import type { WebmSummary } from './webm-writer.ts';

interface FinishedFile {
  readonly fileId: string;
  readonly identity: string;
  readonly path: string;
  /** Unix milliseconds of the file's time 0. */
  readonly startedAt: number;
  readonly content: WebmSummary;
  readonly plainBytes: number;
  readonly sealed: SealedFileSummary;
  readonly endedHow: EndedHow;
  readonly packetsReceived: number | null;
  readonly packetsLost: number | null;
}

/** What the manifest says of a file that was just closed. */
export function describeFile(finished: FinishedFile): ManifestFile {
  const { fileId, identity, path, content, plainBytes, sealed, endedHow, packetsReceived, packetsLost } = finished;
  return {
    fileId,
    identity,
    path,
    startedAt: new Date(finished.startedAt).toISOString(),
    durationMilliseconds: content.durationMilliseconds,
    ...trackNames(content.audioFrames > 0, content.videoFrames > 0),
    width: content.firstSize?.width ?? null,
    height: content.firstSize?.height ?? null,
    bytes: sealed.bytes,
    plainBytes,
    chunkCount: sealed.chunkCount,
    hash: sealed.hash,
    endedHow,
    packetsReceived,
    packetsLost,
  };
}

/** The tracks that have media, by kind and by codec. */
export function trackNames(audio: boolean, video: boolean): Pick<ManifestFile, 'kinds' | 'codecs'> {
  return {
    kinds: [...(audio ? (['audio'] as const) : []), ...(video ? (['video'] as const) : [])],
    codecs: [...(audio ? (['opus'] as const) : []), ...(video ? (['vp8'] as const) : [])],
  };
}
