import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { Journal } from './journal.ts';
import { type Delivery, type EventType, newId, type WebhookEvent } from './records.ts';

/** How webhooks misbehave for a test. */
export interface Mischief {
  delayMilliseconds: number;
  /** Every event is sent twice. */
  duplicate: boolean;
  /** Events are lost and never sent again. */
  drop: boolean;
  /** Events of the same half second arrive in reverse order. */
  shuffle: boolean;
}

const noMischief: Mischief = { delayMilliseconds: 0, duplicate: false, drop: false, shuffle: false };

const shuffleWindow = 500;
const firstRetry = 1_000;
const longestRetry = 60_000;
const mostAttempts = 20;
const patienceMilliseconds = 10_000;

/** Sends signed events until they are acknowledged with 2xx, with growing pauses, also across restarts. */
export class WebhookSender {
  mischief: Mischief = noMischief;
  private readonly journal: Journal;
  private readonly url: string;
  private readonly secret: string;
  private readonly log: Logger;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly closing = new AbortController();
  private shuffled: Delivery[] = [];

  constructor(journal: Journal, url: string, secret: string, log: Logger) {
    this.journal = journal;
    this.url = url;
    this.secret = secret;
    this.log = log;
  }

  /** Takes up what an earlier run could not deliver. */
  resume(): void {
    for (const delivery of this.journal.all('delivery')) if (!delivery.done) this.after(firstRetry, () => this.attempt(delivery));
  }

  send(type: EventType, data: WebhookEvent['data']): void {
    const { delayMilliseconds, duplicate, drop, shuffle } = this.mischief;
    if (drop) return;
    const event = { id: newId('evt'), type, createdAt: new Date().toISOString(), data };
    for (const delivery of Array.from({ length: duplicate ? 2 : 1 }, () =>
      this.keep({ id: newId('dlv'), event, attempts: 0, done: false }),
    )) {
      if (shuffle) this.shuffle(delivery);
      else this.after(delayMilliseconds, () => this.attempt(delivery));
    }
  }

  /** What is on its way is broken off and comes again after the next start. */
  async close(): Promise<void> {
    this.closing.abort();
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.allSettled(this.underWay);
  }

  private shuffle(delivery: Delivery): void {
    if (this.shuffled.length === 0) this.after(shuffleWindow, () => this.sendShuffled());
    this.shuffled.push(delivery);
  }

  private async sendShuffled(): Promise<void> {
    const deliveries = this.shuffled.toReversed();
    this.shuffled = [];
    for (const delivery of deliveries) await this.attempt(delivery);
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const attempts = delivery.attempts + 1;
    const acknowledged = await this.post(delivery.event);
    if (this.closing.signal.aborted) return;
    const givenUp = !acknowledged && attempts >= mostAttempts;
    const next = this.keep({ ...delivery, attempts, done: acknowledged || givenUp });
    if (givenUp) this.log.error({ eventId: delivery.event.id, attempts }, 'webhook given up');
    if (!next.done) this.after(Math.min(firstRetry * 2 ** (attempts - 1), longestRetry), () => this.attempt(next));
  }

  private async post(event: WebhookEvent): Promise<boolean> {
    const body = JSON.stringify(event);
    const time = Math.floor(Date.now() / 1_000);
    const signature = createHmac('sha256', this.secret).update(`${time}.${body}`).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-openvisit-signature': `t=${time},v1=${signature}` };
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(patienceMilliseconds)]);
    try {
      const response = await fetch(this.url, { method: 'POST', headers, body, signal });
      await response.body?.cancel();
      if (!response.ok) this.log.warn({ eventId: event.id, type: event.type, status: response.status }, 'webhook not acknowledged');
      return response.ok;
    } catch {
      if (!this.closing.signal.aborted) this.log.warn({ eventId: event.id, type: event.type }, 'webhook receiver not reached');
      return false;
    }
  }

  private after(milliseconds: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const working = work().finally(() => this.underWay.delete(working));
      this.underWay.add(working);
    }, milliseconds);
    this.timers.add(timer);
  }

  private keep(delivery: Delivery): Delivery {
    this.journal.put('delivery', delivery.id, delivery);
    return delivery;
  }
}
