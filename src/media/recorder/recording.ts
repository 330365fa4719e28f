import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Manifest } from './manifest.ts';
import { createParticipantFile, type ParticipantFile, type ParticipantFileStatus } from './participant-file.ts';
import type { ReceivedTrack } from './received-track.ts';
import type { LostReason, RecorderEvent } from './recorder-event.ts';
import { openRecordingStore, type RecordingHead, type RecordingStore } from './recording-store.ts';
import { type ConnectionEnd, joinRoom, type RoomConnection } from './room-connection.ts';
import { readExpiry } from './token-expiry.ts';

export type RecordingState = 'joining' | 'recording' | 'lost' | 'finished';

export interface RecordingStatus {
  readonly recordingId: string;
  readonly roomName: string;
  readonly state: RecordingState;
  readonly lostReason: LostReason | null;
  /** Files of this process's life; earlier ones are in the manifest. */
  readonly files: readonly ParticipantFileStatus[];
}

export interface RecordingCommand extends RecordingHead {
  readonly joinToken: string;
  readonly recordingKey: Uint8Array;
}

export interface RecordingSurroundings {
  readonly root: string;
  readonly livekitUrl: string;
  readonly logger: Logger;
  readonly emit: (event: RecorderEvent) => void;
}

/** Between two attempts to come back; the gate is shut meanwhile, so the first come fast. */
const RETRY_MILLISECONDS = [100, 250, 500, 1000, 2000];
const TICK_MILLISECONDS = 100;

/** One recording: joins the room, keeps a file for each participant and stay, comes back by itself when the connection is lost. */
export class Recording {
  readonly #command: RecordingCommand;
  readonly #surroundings: RecordingSurroundings;
  readonly #logger: Logger;
  readonly #clock: () => number;
  readonly #stays = new Map<string, { identity: string; file: ParticipantFile }>();
  readonly #files: ParticipantFile[] = [];
  readonly #identities = new Map<string, string>();
  readonly #encrypted = new Set<string>();
  readonly #ending = new Set<Promise<void>>();
  readonly #ticker: NodeJS.Timeout;
  #store: Promise<RecordingStore>;
  #disk: 'opening' | 'open' | 'failed' = 'opening';
  #token: string;
  #state: RecordingState = 'joining';
  #lostReason: LostReason | null = null;
  #connection: RoomConnection | null = null;
  #isInRoom = false;
  #retry: NodeJS.Timeout | undefined;
  #attempts = 0;
  #stopping: Promise<Manifest> | null = null;
  #suspending: Promise<void> | null = null;
  #left = false;

  /** Begins at once; what an earlier process left of this recording is made whole beside it. */
  constructor(command: RecordingCommand, surroundings: RecordingSurroundings) {
    this.#command = command;
    this.#surroundings = surroundings;
    this.#logger = surroundings.logger.child({ recordingId: command.recordingId });
    this.#token = command.joinToken;
    // Wall-clock milliseconds that never jump while the recording runs.
    const base = Date.now() - performance.now();
    this.#clock = () => base + performance.now();
    this.#store = this.#openStore();
    this.#ticker = setInterval(() => this.#tick(), TICK_MILLISECONDS);
    this.#connect();
  }

  status(): RecordingStatus {
    const { recordingId, roomName } = this.#command;
    const files = this.#files.flatMap((file) => file.status() ?? []);
    return { recordingId, roomName, state: this.#state, lostReason: this.#lostReason, files };
  }

  /** A newer token for the same room: used at once if the connection is lost. */
  renewToken(token: string): void {
    if (this.#left) return;
    this.#token = token;
    if (this.#connection !== null) return;
    clearTimeout(this.#retry);
    this.#attempts = 0;
    this.#connect();
  }

  /** Leaves the room, completes all files, writes the manifest. Idempotent; when it fails, what is on disk can be stopped from there. */
  stop(): Promise<Manifest> {
    this.#stopping ??= this.#finish();
    return this.#stopping;
  }

  /** Leaves the room and completes all files, but leaves the recording open for another recorder. Idempotent; harmless after stop. */
  async suspend(): Promise<void> {
    if (this.#stopping !== null) return void (await this.#stopping);
    // A store that never opened has been told as lost, and has nothing to close.
    this.#suspending ??= this.#leave('cut').then(
      (store) => store.journal.close(),
      () => undefined,
    );
    await this.#suspending;
  }

  async #leave(how: 'ended' | 'cut'): Promise<RecordingStore> {
    this.#left = true;
    clearTimeout(this.#retry);
    clearInterval(this.#ticker);
    this.#endStays(how);
    this.#connection?.close();
    this.#connection = null;
    await Promise.all(this.#ending);
    return this.#store;
  }

  async #finish(): Promise<Manifest> {
    const store = await this.#leave('ended');
    await store.recover(this.#command.recordingKey);
    const manifest = await store.finish();
    this.#state = 'finished';
    const { recordingId, roomName } = this.#command;
    this.#surroundings.emit({ type: 'finished', recordingId, roomName });
    return manifest;
  }

  #openStore(): Promise<RecordingStore> {
    this.#disk = 'opening';
    const opening = openRecordingStore(this.#surroundings.root, this.#command).then(async (store) => {
      await store.recover(this.#command.recordingKey);
      return store;
    });
    opening.then(
      () => {
        this.#disk = 'open';
        this.#becomeWhole();
      },
      (error: unknown) => {
        this.#disk = 'failed';
        this.#failOnDisk(error);
      },
    );
    return opening;
  }

  /** Recording is being in the room with a disk to write to, and nobody there who cannot be recorded. */
  #becomeWhole(): void {
    if (!this.#isInRoom || this.#disk !== 'open' || this.#encrypted.size > 0) return;
    this.#state = 'recording';
    this.#lostReason = null;
  }

  /** A new connection begins new files: the disk may have room again by then. */
  #failOnDisk(error: unknown): void {
    if (this.#left) return;
    this.#lose('disk', error);
    this.#connection?.close();
    this.#disconnected('signal-closed');
  }

  #connect(): void {
    if (this.#left) return;
    if (this.#disk === 'failed') this.#store = this.#openStore();
    const connection = joinRoom(this.#surroundings.livekitUrl, this.#token, this.#clock, this.#logger, {
      connected: () => {
        this.#isInRoom = true;
        this.#becomeWhole();
      },
      participantJoined: ({ sid, identity }) => this.#identities.set(sid, identity),
      participantLeft: (sid) => {
        this.#identities.delete(sid);
        this.#endStay(sid, 'left');
        this.#forgetEncrypted(sid);
      },
      track: (track) => this.#attach(track),
      trackEnded: (track) => this.#stays.get(track.offered.participantSid)?.file.detach(track),
      encryptedTrack: (sid) => {
        this.#encrypted.add(sid);
        this.#endStay(sid, 'cut');
        this.#lose('encrypted-track');
      },
      tokenRefreshed: (token) => {
        this.#token = token;
      },
      ended: (reason) => {
        if (this.#connection === connection) this.#disconnected(reason);
      },
    });
    this.#connection = connection;
  }

  /** The recording is whole again when nobody is left whom it cannot record. */
  #forgetEncrypted(sid: string): void {
    if (this.#encrypted.delete(sid) && this.#lostReason === 'encrypted-track') this.#becomeWhole();
  }

  #disconnected(reason: ConnectionEnd): void {
    this.#connection = null;
    this.#isInRoom = false;
    this.#identities.clear();
    this.#encrypted.clear();
    this.#endStays(reason === 'room-deleted' ? 'ended' : 'cut');
    if (reason === 'closed' || this.#left) return;
    const expiresAt = readExpiry(this.#token);
    const expired = expiresAt !== null && expiresAt * 1000 < Date.now();
    this.#lose(expired ? 'token-expired' : reason);
    if (expired) return;
    const pause = RETRY_MILLISECONDS[Math.min(this.#attempts, RETRY_MILLISECONDS.length - 1)] ?? 2000;
    this.#attempts += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), pause);
  }

  /** Says once that nothing is being recorded. */
  #lose(reason: LostReason, error?: unknown): void {
    if (this.#left) return;
    const already = this.#state === 'lost';
    this.#state = 'lost';
    this.#lostReason = reason;
    if (already) return;
    this.#logger.warn({ reason, err: error }, 'recording lost');
    const { recordingId, roomName } = this.#command;
    this.#surroundings.emit({ type: 'lost', recordingId, roomName, reason });
  }

  #attach(track: ReceivedTrack): void {
    const sid = track.offered.participantSid;
    const stay = this.#stays.get(sid) ?? this.#beginStay(sid);
    stay.file.attach(track);
  }

  #beginStay(sid: string): { identity: string; file: ParticipantFile } {
    const { recordingId, roomName, recordingKey } = this.#command;
    const identity = this.#identities.get(sid) ?? sid;
    const fileId = `rf_${randomBytes(10).toString('hex')}`;
    const path = join(recordingId, `${fileId}.ovseal`);
    const about = { recordingId, roomName, identity, fileId };
    const file = createParticipantFile({
      fileId,
      identity,
      root: this.#surroundings.root,
      path,
      recordingKey,
      onBegin: async (startedAt) => (await this.#store).journal.add({ type: 'file-begun', fileId, identity, path, startedAt }),
      onWriting: () => {
        this.#attempts = 0;
        this.#surroundings.emit({ type: 'writing', ...about, bytesOnDisk: file.status()?.bytesOnDisk ?? 0 });
      },
      onFailure: (error) => this.#failOnDisk(error),
    });
    const stay = { identity, file };
    this.#stays.set(sid, stay);
    this.#files.push(file);
    return stay;
  }

  #endStays(how: 'ended' | 'cut'): void {
    for (const sid of [...this.#stays.keys()]) this.#endStay(sid, how);
  }

  #endStay(sid: string, how: 'ended' | 'left' | 'cut'): void {
    const stay = this.#stays.get(sid);
    if (stay === undefined) return;
    this.#stays.delete(sid);
    const { recordingId, roomName } = this.#command;
    const ending = stay.file
      .end(how)
      .then(async (file) => {
        if (file === null) return;
        await (await this.#store).addFile(file);
        this.#surroundings.emit({
          type: 'file-ended',
          recordingId,
          roomName,
          identity: file.identity,
          fileId: file.fileId,
          bytesOnDisk: file.bytes,
        });
      })
      .catch((error: unknown) => this.#logger.warn({ err: error }, 'a file could not be completed; it will be recovered'))
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  #tick(): void {
    const now = this.#clock();
    for (const { file } of this.#stays.values()) file.tick(now);
  }
}
