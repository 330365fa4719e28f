import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { passMediaOn } from '../../src/server/http/media-proxy.ts';

test('the media engine is told which browser opens a signalling socket, and none of its cookies', async () => {
  const engine = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => engine.close());
  await once(engine, 'listening');
  const opened = new Promise<IncomingMessage>((resolve) => engine.once('connection', (_socket, request) => resolve(request)));
  const app = fastify();
  onTestFinished(() => app.close());
  await passMediaOn(app, `ws://127.0.0.1:${(engine.address() as AddressInfo).port}`);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const headers = { 'user-agent': 'A browser/106', cookie: 'session=secret' };
  const socket = new WebSocket(`${address.replace('http', 'ws')}/rtc?access_token=token`, { headers });
  onTestFinished(() => socket.terminate());
  const request = await opened;
  expect(request.url).toBe('/rtc?access_token=token');
  expect(request.headers['user-agent']).toBe('A browser/106');
  expect(request.headers.cookie).toBeUndefined();
});
