/** Result of checking every chunk of a file, and the whole against its manifest. */
export type Integrity =
  | { readonly intact: true }
  | {
      readonly intact: false;
      /** Second of the file after which it cannot be trusted; null when the break has no place (another file, or none). */
      readonly brokenAtSecond: number | null;
      /** `changed`, `cut`, `header`, `trailing`, `other-file` or `missing`. */
      readonly reason: string;
    };

/** A file opened for playing: only what is as it was sealed. */
export interface PlayableFile {
  /** Bytes of WebM that can be played: of a broken file those before the break. */
  readonly size: number;
  /** Decrypts only the chunks it needs. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Sealed files of recordings. `path` is the manifest's, `key` the recording's (base64). */
export interface RecordingFiles {
  check(path: string, key: string, manifestHash: string): Promise<Integrity>;
  /** Null when nothing of it can be played. */
  open(path: string, key: string): Promise<PlayableFile | null>;
}
