import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createWebhookSender } from './webhook-sender.ts';

test('events are signed, sent again under the same id until they are taken, and arrive in order', async () => {
  const received: { eventId: string; type: string; genuine: boolean }[] = [];
  let refusals = 2;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const [, time, given] = /^t=(\d+),v1=(\w+)$/.exec(String(request.headers['x-openvisit-signature'])) ?? [];
      const genuine = given === createHmac('sha256', 'secret').update(`${time}.${body}`).digest('hex');
      received.push({ ...JSON.parse(body), genuine });
      response.writeHead(refusals-- > 0 ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sender = createWebhookSender(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 'secret', pino({ level: 'silent' }));
  sender.send({ type: 'lost', recordingId: 'rec_1', roomName: 'room', reason: 'disk' });
  sender.send({ type: 'finished', recordingId: 'rec_1', roomName: 'room' });
  await sender.settled();
  server.close();
  expect(received.map(({ type }) => type)).toEqual(['lost', 'lost', 'lost', 'finished']);
  expect(new Set(received.slice(0, 3).map(({ eventId }) => eventId)).size).toBe(1);
  expect(received.every(({ genuine }) => genuine)).toBe(true);
});
