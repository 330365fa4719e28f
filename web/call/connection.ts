import type { DisconnectReason, RemoteTrackPublication, Room } from 'livekit-client';
import { asProblem, type ProblemCode } from '../api/problem.ts';
import type { JoinGrant } from './call-api.ts';
import type { LinkPhase } from './call-state.ts';
import { noticeFirstMedia } from './first-media.ts';
import { enterRoom, loadMediaClient, type MediaClient, newRoom, publish } from './media-room.ts';

/** Whether somebody who is in the call has switched camera or microphone off. */
export interface SwitchedOff {
  readonly camera: boolean;
  readonly microphone: boolean;
}

export interface ConnectionParts {
  /** Asks the server for a fresh grant. */
  readonly join: () => Promise<JoinGrant>;
  /** A connection made ahead, used first; null (or one that failed) when there is none. */
  readonly ready: Promise<Room | null> | null;
  /** What is sent; its tracks stay the caller's. */
  readonly local: MediaStream;
  readonly onPhase: (phase: LinkPhase) => void;
  /** The other's picture and sound; an empty stream when nothing is received. */
  readonly onRemote: (stream: MediaStream) => void;
  /** What the other has switched off: browsers keep showing the last picture, as if the line had failed. */
  readonly onOtherOff: (off: SwitchedOff) => void;
  /** The first decoded picture or sound of the other, once for each time something begins to arrive. */
  readonly onFirstMedia: () => void;
  /** Joining is refused for good: the sign-in is over, or the call is. */
  readonly onRefused: (code: ProblemCode) => void;
}

/** Milliseconds between attempts to come back; the call waits for us, so the first come fast. */
const RETRIES = [300, 700, 1500, 3000];
/** Refusals that another attempt does not mend. */
const finalCodes: readonly ProblemCode[] = ['call-over', 'not-signed-in', 'not-found', 'not-allowed', 'wrong-station', 'consent-needed'];

/**
 * One side's connection to a call. Comes back by itself with a fresh grant whenever it is lost, until it is closed, taken over by another
 * device, or the call is over.
 */
export class CallConnection {
  readonly #parts: ConnectionParts;
  #ready: Promise<Room | null> | null;
  #room: Room | null = null;
  #retry = 0;
  #showing = 0;
  #attempts = 0;
  #closed = false;
  #stopNoticing: () => void = () => undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#ready = parts.ready;
    this.#parts.onPhase('joining');
    void this.#connect();
  }

  /** Stops or goes on sending picture or sound; the other side and the recorder see it as a mute. */
  async setSending(kind: 'camera' | 'microphone', on: boolean): Promise<void> {
    for (const track of kind === 'camera' ? this.#parts.local.getVideoTracks() : this.#parts.local.getAudioTracks()) track.enabled = on;
    const me = this.#room?.localParticipant;
    const publications = kind === 'camera' ? me?.videoTrackPublications : me?.audioTrackPublications;
    for (const publication of publications?.values() ?? []) await (on ? publication.unmute() : publication.mute());
  }

  /** Leaves; idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#showing);
    this.#stopNoticing();
    await this.#room?.disconnect(false);
  }

  async #connect(): Promise<void> {
    if (this.#closed) return;
    try {
      const ready = await this.#takeReady();
      if (ready) await this.#begin(ready, await loadMediaClient());
      else await this.#enter();
      this.#attempts = 0;
      if (!this.#closed) this.#parts.onPhase('joined');
    } catch (error) {
      const { code } = asProblem(error);
      if (finalCodes.includes(code)) this.#refuse(code);
      else this.#connectAgain();
    }
  }

  async #takeReady(): Promise<Room | null> {
    const ready = this.#ready;
    this.#ready = null;
    return ready;
  }

  async #enter(): Promise<void> {
    const [client, grant] = await Promise.all([loadMediaClient(), this.#parts.join()]);
    if (this.#closed) return;
    const room = newRoom(grant, client);
    // Published as soon as the server has let us in, beside the connection that receives: waiting for it would double the time to join.
    const sending = new Promise<void>((resolve, reject) => {
      room.once(client.RoomEvent.SignalConnected, () => void this.#send(room, client).then(resolve, reject));
    });
    sending.catch(() => undefined);
    this.#use(room, client);
    await enterRoom(room, grant, client);
    await sending;
  }

  /** Begins to send on a connection that stands. */
  async #begin(room: Room, client: MediaClient): Promise<void> {
    if (this.#closed) return room.disconnect(false);
    this.#use(room, client);
    await this.#send(room, client);
  }

  async #send(room: Room, client: MediaClient): Promise<void> {
    await Promise.all(this.#parts.local.getTracks().map((track) => publish(room, track, client)));
  }

  #use(room: Room, client: MediaClient): void {
    this.#room = room;
    const { RoomEvent } = client;
    const told = (phase: LinkPhase) => () => {
      if (this.#room === room && !this.#closed) this.#parts.onPhase(phase);
    };
    // Sound and picture come one after the other; shown one by one, the player would be made twice, while the answer to the server waits.
    const remote = () => {
      clearTimeout(this.#showing);
      this.#showing = window.setTimeout(() => this.#remoteChanged(room));
    };
    room
      .on(RoomEvent.TrackSubscribed, remote)
      .on(RoomEvent.TrackUnsubscribed, remote)
      .on(RoomEvent.TrackMuted, () => this.#tellOtherOff(room))
      .on(RoomEvent.TrackUnmuted, () => this.#tellOtherOff(room))
      .on(RoomEvent.SignalReconnecting, told('reconnecting'))
      .on(RoomEvent.Reconnecting, told('reconnecting'))
      .on(RoomEvent.Reconnected, told('joined'))
      .on(RoomEvent.Disconnected, (reason) => this.#disconnected(room, client.DisconnectReason, reason));
  }

  #remoteChanged(room: Room): void {
    if (this.#room !== room || this.#closed) return;
    const tracks = publicationsOfOthers(room).flatMap(({ track }) => (track ? [track] : []));
    this.#parts.onRemote(new MediaStream(tracks.map((track) => track.mediaStreamTrack)));
    this.#tellOtherOff(room);
    this.#stopNoticing();
    const receivers = tracks.flatMap((track) => ('receiver' in track && track.receiver ? [track.receiver as RTCRtpReceiver] : []));
    this.#stopNoticing = receivers.length > 0 ? noticeFirstMedia(receivers, this.#parts.onFirstMedia) : () => undefined;
  }

  #tellOtherOff(room: Room): void {
    if (this.#room !== room || this.#closed) return;
    const off = publicationsOfOthers(room).flatMap(({ kind, isMuted }) => (isMuted ? [String(kind)] : []));
    this.#parts.onOtherOff({ camera: off.includes('video'), microphone: off.includes('audio') });
  }

  #disconnected(room: Room, reasons: typeof DisconnectReason, reason: DisconnectReason | undefined): void {
    if (this.#room !== room || this.#closed) return;
    this.#parts.onRemote(new MediaStream());
    this.#parts.onOtherOff({ camera: false, microphone: false });
    this.#stopNoticing();
    if (reason === reasons.DUPLICATE_IDENTITY) {
      this.#closed = true;
      this.#parts.onPhase('taken-over');
    } else this.#connectAgain();
  }

  #connectAgain(): void {
    if (this.#closed) return;
    const room = this.#room;
    this.#room = null;
    void room?.disconnect(false).catch(() => undefined);
    this.#parts.onPhase(this.#attempts === 0 && !room ? 'joining' : 'reconnecting');
    const pause = RETRIES[Math.min(this.#attempts, RETRIES.length - 1)];
    this.#attempts += 1;
    clearTimeout(this.#retry);
    this.#retry = window.setTimeout(() => void this.#connect(), pause);
  }

  #refuse(code: ProblemCode): void {
    this.#closed = true;
    if (code === 'call-over') this.#parts.onPhase('over');
    else this.#parts.onRefused(code);
  }
}

function publicationsOfOthers(room: Room): RemoteTrackPublication[] {
  return [...room.remoteParticipants.values()].flatMap((person) => [...person.trackPublications.values()]);
}
