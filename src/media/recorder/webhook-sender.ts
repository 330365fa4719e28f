import { createHmac, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { RecorderEvent } from './recorder-event.ts';

export interface WebhookSender {
  /** Sends in the background; events of one recording arrive in order. */
  send(event: RecorderEvent): void;
  /** Resolves when all that was given is delivered or given up. */
  settled(): Promise<void>;
}

/** Pauses between attempts: about a minute in all, enough for the app to restart. Who misses an event still reads the status. */
const RETRY_MILLISECONDS = [100, 300, 1000, 3000, 10_000, 20_000, 30_000];
const PATIENCE_MILLISECONDS = 5000;

/**
 * Reports events by signed HTTP POST: header `x-openvisit-signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`, keyed with
 * the recorder's token. An event keeps its `eventId` when it is sent again.
 */
export function createWebhookSender(url: string, token: string, logger: Logger): WebhookSender {
  const queues = new Map<string, Promise<void>>();

  const post = async (body: string): Promise<boolean> => {
    const time = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', token).update(`${time}.${body}`).digest('hex');
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-openvisit-signature': `t=${time},v1=${signature}` },
        body,
        signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };
  const deliver = async (event: RecorderEvent, at: string): Promise<void> => {
    const body = JSON.stringify({ eventId: randomUUID(), at, ...event });
    for (const pause of [0, ...RETRY_MILLISECONDS]) {
      if (pause > 0) await new Promise((resume) => setTimeout(resume, pause).unref());
      if (await post(body)) return;
    }
    logger.warn({ type: event.type, recordingId: event.recordingId }, 'an event could not be delivered');
  };

  return {
    send(event) {
      const at = new Date().toISOString();
      const queued = (queues.get(event.recordingId) ?? Promise.resolve()).then(() => deliver(event, at));
      queues.set(event.recordingId, queued);
      void queued.then(() => {
        if (queues.get(event.recordingId) === queued) queues.delete(event.recordingId);
      });
    },
    async settled() {
      await Promise.all(queues.values());
    },
  };
}
