import { createHash, randomUUID } from 'node:crypto';
import type { WebhookEvent } from '@livekit/protocol';
import type { Logger } from 'pino';
import { type ApiKey, signToken } from '../signal/tokens.ts';
import type { Counters } from './counters.ts';

export interface WebhooksOptions {
  urls: string[];
  api: ApiKey;
  counters: Counters;
  logger: Logger;
  /** Milliseconds an event is tried for. */
  patience: number;
}

interface Letter {
  body: string;
  event: string;
  writtenAt: number;
}

const attemptTimeout = 5000;
const firstPause = 100;
const longestPause = 2000;
const tokenSeconds = 300;
/** Events kept for a receiver that is away; it has to look at the rooms itself when it comes back. */
const longestQueue = 5000;

/** Tells every receiver what happened, in order, signed as LiveKit signs, tried again until taken or too old. */
export class Webhooks {
  readonly #options: WebhooksOptions;
  readonly #queues: Letter[][];
  readonly #closing = new AbortController();

  constructor(options: WebhooksOptions) {
    this.#options = options;
    this.#queues = options.urls.map(() => []);
  }

  publish(event: WebhookEvent): void {
    if (this.#closing.signal.aborted || this.#queues.length === 0) return;
    event.id = `EV_${randomUUID()}`;
    event.createdAt = BigInt(Math.floor(Date.now() / 1000));
    const letter = { body: event.toJsonString(), event: event.event, writtenAt: Date.now() };
    this.#queues.forEach((queue, index) => {
      if (queue.length >= longestQueue) queue.splice(1, 1);
      queue.push(letter);
      if (queue.length === 1) void this.#drain(queue, this.#options.urls[index] ?? '');
    });
  }

  /** Idempotent; what has not been taken by now is not delivered. */
  close(): void {
    this.#closing.abort();
  }

  async #drain(queue: Letter[], url: string): Promise<void> {
    for (let letter = queue[0]; letter && !this.#closing.signal.aborted; letter = queue[0]) {
      if (!(await this.#deliver(letter, url)) && !this.#closing.signal.aborted) {
        this.#options.counters.webhooksFailed += 1;
        this.#options.logger.warn({ event: letter.event }, 'nobody took the event');
      }
      queue.shift();
    }
  }

  async #deliver(letter: Letter, url: string): Promise<boolean> {
    for (let pause = firstPause; !this.#closing.signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      if (await this.#post(letter.body, url)) return true;
      if (Date.now() + pause - letter.writtenAt > this.#options.patience) return false;
      await this.#rest(pause);
    }
    return false;
  }

  async #post(body: string, url: string): Promise<boolean> {
    const now = Math.floor(Date.now() / 1000);
    const sha256 = createHash('sha256').update(body).digest('base64');
    const authorization = signToken({ sha256, issuedAt: now, expiresAt: now + tokenSeconds }, this.#options.api);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/webhook+json', authorization },
        body,
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(attemptTimeout)]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  #rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#closing.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
}
