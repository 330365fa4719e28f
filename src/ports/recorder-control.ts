/** Where one file of a running recording stands. */
export interface RecorderFile {
  readonly fileId: string;
  readonly identity: string;
  readonly open: boolean;
  readonly bytesOnDisk: number;
  /** ISO instant at which media was last known to be on disk; null before. */
  readonly lastWriteAt: string | null;
  /** ISO instant of the newest packet by kind; null when none came. */
  readonly lastPacketAt: { readonly audio: string | null; readonly video: string | null };
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

/** What a recorder is told to do. Keys are base64; the recorder never holds the master key. */
export interface RecorderCommand {
  readonly recordingId: string;
  readonly roomName: string;
  readonly joinToken: string;
  readonly recordingKey: string;
  readonly wrappedKey: string;
  readonly identities: readonly string[];
}

/** Control of the recorder process. Every method answers within seconds. */
export interface RecorderControl {
  /** Starts, goes on with what a dead recorder left, or hands a fresh token to the one that runs. Throws RecorderUnavailable. */
  start(command: RecorderCommand): Promise<RecorderStatus>;
  /** Null when the recorder does not answer or does not know it. */
  status(recordingId: string): Promise<RecorderStatus | null>;
  /**
   * Seals the files and answers the manifest; also for a recording that a dead recorder left on disk, whose torn file needs the key
   * (base64). Null when no recorder ever began it. Throws RecorderUnavailable.
   */
  stop(recordingId: string, recordingKey: string): Promise<RecorderManifest | null>;
}

/** A genuine report of the recorder: something changed in this recording. What changed is read from its status. */
export interface RecorderReport {
  readonly eventId: string;
  readonly recordingId: string;
  readonly roomName: string;
}

/** Believes a webhook of the recorder, or not (null). */
export interface RecorderWebhooks {
  verify(rawBody: string, signature: string | undefined): RecorderReport | null;
}

/** The recorder did not answer in time or failed; asking again may help. */
export class RecorderUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('the recorder does not answer', options);
    this.name = 'RecorderUnavailable';
  }
}
