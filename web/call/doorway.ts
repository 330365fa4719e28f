import type { Room } from 'livekit-client';
import type { JoinGrant } from './call-api.ts';
import { enterRoom, loadMediaClient, newRoom } from './media-room.ts';

/**
 * A connection made ahead, while the person is still in the waiting room: it stands at the door. Nothing is sent or received on it, so
 * nobody counts as there, nothing is recorded, and pressing Join has only to begin sending. Tries once: whoever has no such connection
 * when they press Join makes one then.
 */
export class Doorway {
  readonly #connecting: Promise<Room | null>;
  #over = false;

  constructor(join: () => Promise<JoinGrant>) {
    this.#connecting = connect(join).catch(() => null);
  }

  /** Hands the connection over, which is the taker's from now on; null when there is none. */
  async take(): Promise<Room | null> {
    if (this.#over) return null;
    this.#over = true;
    const room = await this.#connecting;
    if (!room || room.state === 'connected') return room;
    void room.disconnect(false);
    return null;
  }

  /** Turns away from the door, unless the connection was taken. Idempotent. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    void this.#connecting.then((room) => room?.disconnect(false));
  }
}

async function connect(join: () => Promise<JoinGrant>): Promise<Room> {
  const [client, grant] = await Promise.all([loadMediaClient(), join()]);
  const room = newRoom(grant, client);
  try {
    await enterRoom(room, grant, client);
  } catch (error) {
    void room.disconnect(false).catch(() => undefined);
    throw error;
  }
  return room;
}
