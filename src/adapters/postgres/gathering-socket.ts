import { Socket } from 'node:net';

/**
 * A socket that sends what is written in one turn of the event loop with one system call. A transaction writes many small messages without
 * waiting for answers, and sending each alone cost more than making it. node-postgres corks around each prepared statement; the first cork
 * of a turn holds until its end. (`write` cannot be overridden: `connect` puts the original back.)
 */
export class GatheringSocket extends Socket {
  #gathering = false;

  override cork(): void {
    super.cork();
    if (this.#gathering) return;
    this.#gathering = true;
    super.cork();
    setImmediate(() => {
      this.#gathering = false;
      this.uncork();
    });
  }
}
