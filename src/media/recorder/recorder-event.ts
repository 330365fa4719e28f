/** Why a recording is lost for the moment. */
export type LostReason =
  | 'signal-closed'
  | 'media-failed'
  | 'room-deleted'
  | 'removed'
  | 'refused'
  | 'timeout'
  | 'disk'
  | 'encrypted-track'
  | 'token-expired';

/** What a recorder reports of its own accord. */
export type RecorderEvent =
  /** A file's first media is sealed and on disk: this participant is being recorded. Once a file. */
  | {
      readonly type: 'writing';
      readonly recordingId: string;
      readonly roomName: string;
      readonly identity: string;
      readonly fileId: string;
      readonly bytesOnDisk: number;
    }
  | {
      readonly type: 'file-ended';
      readonly recordingId: string;
      readonly roomName: string;
      readonly identity: string;
      readonly fileId: string;
      readonly bytesOnDisk: number;
    }
  /** Nothing is recorded until the next `writing`. */
  | { readonly type: 'lost'; readonly recordingId: string; readonly roomName: string; readonly reason: LostReason }
  | { readonly type: 'finished'; readonly recordingId: string; readonly roomName: string };
