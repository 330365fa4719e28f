import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Clients, expectMedia, openClients } from './support/client.ts';
import { type MediaServer, openMediaServer, openRoom } from './support/server.ts';
import { tokenFor } from './support/token.ts';

let server: MediaServer;
let clients: Clients;

beforeAll(async () => {
  server = await openMediaServer();
  clients = await openClients(server);
});
afterEach(() => clients.leave());
afterAll(async () => {
  await clients?.close();
  await server?.close();
});

test('two participants see and hear each other', async () => {
  const room = await openRoom(server);
  const ana = await clients.join(await tokenFor('ana', room));
  const marcus = await clients.join(await tokenFor('marcus', room));
  expect([ana.refused, marcus.refused]).toEqual([null, null]);
  await expectMedia(ana, 'marcus');
  await expectMedia(marcus, 'ana');
});
