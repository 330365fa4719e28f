import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Client, type Clients, openClients } from './client.ts';
import { type MediaServer, openMediaServer, openRoom } from './server.ts';
import { tokenFor } from './token.ts';

/** A server and a browser for the tests of one file; pages are closed after each test. */
export interface Stage {
  readonly server: MediaServer;
  readonly clients: Clients;
  /** A fresh room with these participants in it, each publishing camera and microphone. */
  meet(...identities: string[]): Promise<{ room: string; people: Client[] }>;
}

/** Registers the hooks; call it at the top of a test file. */
export function useStage(): Stage {
  let server: MediaServer | null = null;
  let clients: Clients | null = null;
  const stage: Stage = {
    get server() {
      if (!server) throw new Error('the server is not up');
      return server;
    },
    get clients() {
      if (!clients) throw new Error('the browser is not up');
      return clients;
    },
    async meet(...identities) {
      const room = await openRoom(stage.server);
      const people: Client[] = [];
      for (const identity of identities) {
        const client = await stage.clients.join(await tokenFor(identity, room));
        if (client.refused !== null) throw new Error(`${identity} was refused: ${client.refused}`);
        people.push(client);
      }
      return { room, people };
    },
  };
  beforeAll(async () => {
    server = await openMediaServer();
    clients = await openClients(server);
  });
  afterEach(() => clients?.leave());
  afterAll(async () => {
    await clients?.close();
    await server?.close();
  });
  return stage;
}

/** The one at this place; fails the test when there is none. */
export function at<Value>(values: Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new Error(`nobody at place ${index}`);
  return value;
}
