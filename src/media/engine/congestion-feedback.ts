import type { Logger } from 'pino';
import { TransportFeedback } from '../rtp/transport-feedback.ts';
import { guard } from './guard.ts';

const interval = 80;
/** Arrivals that are reported without waiting for the interval. */
const batch = 40;

/** Sends one publisher connection the arrivals of its packets every 80 ms, so that it finds its rate; silent while nothing arrives. */
export class CongestionFeedback {
  readonly #feedback = new TransportFeedback();
  readonly #logger: Logger;
  readonly #senderSsrc: number;
  #timer: NodeJS.Timeout | null = null;
  #send: ((packet: Buffer) => void) | null = null;
  #mediaSsrc = 0;

  constructor(senderSsrc: number, logger: Logger) {
    this.#senderSsrc = senderSsrc;
    this.#logger = logger;
  }

  /** @param send the stream on which the packet came: any stream of the connection may carry the feedback */
  received(sequenceNumber: number, mediaSsrc: number, send: (packet: Buffer) => void): void {
    this.#send = send;
    this.#mediaSsrc = mediaSsrc;
    this.#feedback.received(sequenceNumber, Math.round(performance.now() * 1000));
    if (this.#feedback.waiting >= batch) this.#flush();
    this.#timer ??= setTimeout(
      guard(this.#logger, () => {
        this.#timer = null;
        this.#flush();
      }),
      interval,
    );
  }

  /** Idempotent. */
  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#send = null;
  }

  #flush(): void {
    const packet = this.#feedback.write(this.#senderSsrc, this.#mediaSsrc);
    if (packet) this.#send?.(packet);
  }
}
