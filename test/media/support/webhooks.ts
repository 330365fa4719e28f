import { createServer } from 'node:http';
import { type WebhookEvent, WebhookReceiver } from 'livekit-server-sdk';
import { api, webhookPort } from './server.ts';

/** Takes what the server under test reports, checked by the stock WebhookReceiver. */
export interface WebhookSink {
  events: WebhookEvent[];
  /** Deliveries whose signature or form was wrong. */
  faults: string[];
  /** `event identity source` of one room, in order of arrival. */
  told(room: string): string[];
  /** Answer this many deliveries with 503 first. */
  refuse(count: number): void;
  close(): Promise<void>;
}

/** Listens at the one port the server under test was told. */
export async function openWebhookSink(): Promise<WebhookSink> {
  const receiver = new WebhookReceiver(api.key, api.secret);
  const events: WebhookEvent[] = [];
  const faults: string[] = [];
  let refusals = 0;
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      if (refusals > 0) {
        refusals -= 1;
        response.writeHead(503).end();
        return;
      }
      receiver.receive(body, request.headers.authorization).then(
        (event) => events.push(event),
        (error: unknown) => faults.push(String(error)),
      );
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => http.once('error', reject).listen(webhookPort, '127.0.0.1', resolve));
  return {
    events,
    faults,
    told: (room) =>
      events
        .filter((event) => event.room?.name === room)
        .map((event) =>
          [event.event, event.participant?.identity, event.track === undefined ? undefined : sourceNames[event.track.source]]
            .filter(Boolean)
            .join(' '),
        ),
    refuse(count) {
      refusals = count;
    },
    close: () => new Promise((resolve) => http.close(() => resolve())),
  };
}

const sourceNames = ['unknown', 'camera', 'microphone', 'screen', 'screen sound'];
