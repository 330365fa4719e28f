/** Where one file of a running recording stands. */
export interface RecorderFile {
  readonly fileId: string;
  readonly identity: string;
  readonly open: boolean;
  readonly bytesOnDisk: number;
  /** ISO instant of the newest packet by kind; null when none came. */
  readonly lastPacketAt: { readonly audio: string | null; readonly video: string | null };
  readonly muted: { readonly audio: boolean; readonly video: boolean };
}
export interface RecorderStatus {
  readonly recordingId: string;
  readonly state: 'joining' | 'recording' | 'lost' | 'finished';
  readonly files: readonly RecorderFile[];
}
export interface RecorderManifest {
  readonly recordingId: string;
  readonly files: readonly {
    readonly fileId: string;
    readonly identity: string;
    readonly path: string;
    readonly startedAt: string;
    readonly durationMilliseconds: number;
    readonly bytes: number;
    readonly chunkCount: number;
    readonly hash: string;
    readonly endedHow: 'ended' | 'left' | 'cut';
  }[];
}

/** Control of the recorder process. */
export interface RecorderControl {
  /** Starts, or answers the status of the one that runs. Keys are base64. */
  start(command: {
    readonly recordingId: string;
    readonly roomName: string;
    readonly joinToken: string;
    readonly recordingKey: string;
    readonly wrappedKey: string;
    readonly identities: readonly string[];
  }): Promise<RecorderStatus>;
  /** Null when the recorder does not answer or does not know it. */
  status(recordingId: string): Promise<RecorderStatus | null>;
  /** Seals the files and answers the manifest; also for a recording that a dead recorder left on disk. */
  stop(recordingId: string): Promise<RecorderManifest>;
}
