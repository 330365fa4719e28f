/** How a file ended: the recording was stopped · the participant left or published anew · a connection, a disk or the recorder itself failed. */
export type EndedHow = 'ended' | 'left' | 'cut';

/** One finished file of a recording: one participant's sound and picture during one stay. */
export interface ManifestFile {
  readonly fileId: string;
  readonly identity: string;
  /** Path inside the folder of all recordings. */
  readonly path: string;
  /** ISO 8601 with milliseconds: when the file's time 0 was, on the recorder's clock. Lays two files side by side. */
  readonly startedAt: string;
  readonly durationMilliseconds: number;
  readonly kinds: readonly ('audio' | 'video')[];
  readonly codecs: readonly ('opus' | 'vp8')[];
  /** Pixels of the first key frame; null without video. */
  readonly width: number | null;
  readonly height: number | null;
  /** Size of the sealed file. */
  readonly bytes: number;
  /** Size of the opened WebM file. */
  readonly plainBytes: number;
  readonly chunkCount: number;
  /** See fileHash in the vault. */
  readonly hash: string;
  readonly endedHow: EndedHow;
  /** RTP packets; null for a file taken up again after a crash, when nobody knows any more. */
  readonly packetsReceived: number | null;
  readonly packetsLost: number | null;
}

/** What a finished recording consists of. */
export interface Manifest {
  readonly version: 1;
  readonly recordingId: string;
  readonly roomName: string;
  readonly wrappedKey: string;
  /** Id of the master key that wrapped the recording's key. */
  readonly keyId: string | null;
  readonly files: readonly ManifestFile[];
}
