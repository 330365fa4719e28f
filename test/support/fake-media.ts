import type { CallControl, RoomSight } from '../../src/ports/call-control.ts';
import { MediaUnavailable } from '../../src/ports/call-control.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type RecorderControl, type RecorderFile, RecorderUnavailable } from '../../src/ports/recorder-control.ts';

interface Person {
  maySubscribe: boolean;
  muted: boolean;
  publishing: boolean;
}
interface Taping {
  roomName: string;
  state: 'joining' | 'recording' | 'lost' | 'finished';
  files: (RecorderFile & { path: string })[];
}

/**
 * A media server and a recorder in memory, for tests of what follows from what they say. People speak only when a test lets them, the
 * recorder writes whoever speaks, and either may be dead or forget everything, as a restarted process does.
 */
export class FakeMedia {
  readonly rooms = new Map<string, Map<string, Person>>();
  readonly tapings = new Map<string, Taping>();
  /** Every change of a permission, in order: `open res_…`, `shut vis_…`. */
  readonly gateMoves: string[] = [];
  serverAnswers = true;
  recorderAnswers = true;
  /** The recorder's disk neither takes what arrives nor fails. */
  diskHangs = false;
  readonly #clock: Clock;
  #files = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get control(): CallControl {
    return {
      ensureRoom: async (name) => void this.#server(() => this.rooms.get(name) ?? this.rooms.set(name, new Map())),
      closeRoom: async (name) => void this.#server(() => this.rooms.delete(name)),
      participantToken: async (_room, identity, _side, gateOpen) => JSON.stringify({ identity, maySubscribe: gateOpen }),
      recorderToken: async (_room, identity) => JSON.stringify({ identity }),
      setGate: async (name, identities, open) =>
        this.#server(() => {
          for (const identity of identities) {
            const person = this.rooms.get(name)?.get(identity);
            if (person) person.maySubscribe = open;
            this.gateMoves.push(`${open ? 'open' : 'shut'} ${identity}`);
          }
        }),
      look: async (name) => this.#look(name),
      remove: async (name, identity) => void this.#server(() => this.rooms.get(name)?.delete(identity)),
    };
  }

  get recorder(): RecorderControl {
    return {
      start: async ({ recordingId, roomName }) => {
        if (!this.recorderAnswers) throw new RecorderUnavailable();
        const taping = this.tapings.get(recordingId) ?? { roomName, state: 'joining', files: [] };
        taping.state = 'recording';
        this.tapings.set(recordingId, taping);
        this.rooms.get(roomName)?.set('recorder', { maySubscribe: true, muted: false, publishing: false });
        return { recordingId, ...taping };
      },
      status: async (recordingId) => {
        const taping = this.recorderAnswers ? this.tapings.get(recordingId) : undefined;
        return taping ? { recordingId, ...taping } : null;
      },
      stop: async (recordingId) => {
        if (!this.recorderAnswers) throw new RecorderUnavailable();
        const taping = this.tapings.get(recordingId);
        if (!taping) return null;
        taping.state = 'finished';
        return { recordingId, files: taping.files.map(manifestFile) };
      },
    };
  }

  /** A browser joins with the token it was given, and sends. */
  join(roomName: string, token: string): void {
    this.stand(roomName, token, true);
  }

  /** A browser connects with the token it was given; it stands at the door and sends nothing. */
  stand(roomName: string, token: string, publishing = false): void {
    const { identity, maySubscribe } = JSON.parse(token) as { identity: string; maySubscribe: boolean };
    const room = this.rooms.get(roomName);
    if (!room) throw new Error('requested room does not exist');
    room.set(identity, { maySubscribe, muted: false, publishing });
  }

  /** A browser is gone; the recorder ends its file. */
  leave(roomName: string, identity: string): void {
    this.rooms.get(roomName)?.delete(identity);
    this.#eachFile(identity, (file) => ({ ...file, open: false }));
  }

  mute(roomName: string, identity: string, muted: boolean): void {
    const person = this.rooms.get(roomName)?.get(identity);
    if (person) person.muted = muted;
  }

  /** Sound and picture of these people arrive now, and are written where a recorder runs. */
  speak(...identities: string[]): void {
    const at = this.#clock.now().toString();
    for (const identity of identities)
      for (const taping of this.tapings.values()) {
        if (taping.state !== 'recording' || !this.recorderAnswers || !this.rooms.get(taping.roomName)?.has(identity)) continue;
        if (!taping.files.some((file) => file.identity === identity && file.open)) {
          this.#files += 1;
          const fileId = `rf_${this.#files}`;
          const none = { audio: null, video: null };
          taping.files.push({
            fileId,
            identity,
            open: true,
            bytesOnDisk: 0,
            lastWriteAt: null,
            lastPacketAt: none,
            path: `${fileId}.ovseal`,
          });
        }
        const written = (file: RecorderFile) => (this.diskHangs ? {} : { bytesOnDisk: file.bytesOnDisk + 1000, lastWriteAt: at });
        this.#eachFile(identity, (file) => (file.open ? { ...file, ...written(file), lastPacketAt: { audio: at, video: at } } : file));
      }
  }

  /** The recorder process dies and is started again: it knows nothing, its files are cut. */
  restartRecorder(): void {
    for (const room of this.rooms.values()) room.delete('recorder');
    this.tapings.clear();
  }

  /** The media server dies and is started again: no rooms, nobody in them. */
  restartServer(): void {
    this.rooms.clear();
    for (const taping of this.tapings.values()) {
      taping.state = 'lost';
      taping.files = taping.files.map((file) => ({ ...file, open: false }));
    }
  }

  #look(name: string): RoomSight {
    if (!this.serverAnswers) return { kind: 'unreachable' };
    const room = this.rooms.get(name);
    if (!room) return { kind: 'no-room' };
    const participants = [...room].map(([identity, person]) => ({
      identity,
      hidden: identity === 'recorder',
      publishing: person.publishing,
      allMuted: person.muted,
      maySubscribe: person.maySubscribe,
    }));
    return { kind: 'room', participants };
  }

  #server<Answer>(work: () => Answer): Answer {
    if (!this.serverAnswers) throw new MediaUnavailable();
    return work();
  }

  #eachFile(identity: string, change: (file: Taping['files'][number]) => Taping['files'][number]): void {
    for (const taping of this.tapings.values())
      taping.files = taping.files.map((file) => (file.identity === identity ? change(file) : file));
  }
}

function manifestFile(file: RecorderFile & { path: string }) {
  return {
    fileId: file.fileId,
    identity: file.identity,
    path: file.path,
    startedAt: '2026-11-21T16:00:00Z',
    durationMilliseconds: 1000,
    bytes: file.bytesOnDisk,
    chunkCount: 1,
    hash: '0'.repeat(64),
    endedHow: 'ended' as const,
  };
}
