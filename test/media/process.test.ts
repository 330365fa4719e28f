import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { expectMedia, openClients } from './support/client.ts';
import { onLiveKit, openMediaServer, openRoom, sparePort, spawnEngine } from './support/server.ts';
import { tokenFor } from './support/token.ts';

// These are promises of the embedded engine's process; a LiveKit server keeps its own.
const embedded = test.skipIf(onLiveKit);

embedded('asked to end in the middle of a call, the engine ends cleanly, and its ports are free for the next one', async () => {
  const server = await openMediaServer();
  const clients = await openClients(server);
  onTestFinished(() => clients.close());
  const room = await openRoom(server);
  const ana = await clients.join(await tokenFor('ana', room));
  const marcus = await clients.join(await tokenFor('marcus', room));
  await expectMedia(marcus, 'ana');
  await server.close();
  expect(await server.ended()).toEqual({ code: 0, signal: null });
  await expect.poll(async () => (await ana.events()).some((event) => event.endsWith('Reconnecting')), { timeout: 10_000 }).toBe(true);
  const next = await openMediaServer();
  expect(next.isAlive()).toBe(true);
  await next.close();
});

embedded('the engine ends when the process that watches over it is gone', async () => {
  const watcher = spawn('sleep', ['60']);
  const server = await openMediaServer({ OPENVISIT_PARENT_PID: String(watcher.pid) });
  watcher.kill('SIGKILL');
  expect(await server.ended()).toEqual({ code: 0, signal: null });
});

embedded('an engine whose media port is taken does not start, and names the port', async () => {
  const server = await openMediaServer();
  onTestFinished(() => server.close());
  const room = await openRoom(server);
  const clients = await openClients(server);
  onTestFinished(() => clients.close());
  await clients.join(await tokenFor('ana', room));
  const second = spawnEngine({ ENGINE_PORT: String(sparePort) }, 'pipe');
  let said = '';
  second.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  const [code] = await once(second, 'exit');
  expect(code).toBe(1);
  expect(said).toContain(`UDP port ${server.udpPort} cannot be had`);
});

embedded('its metrics count rooms, participants, packets and losses', async () => {
  const server = await openMediaServer();
  onTestFinished(() => server.close());
  const clients = await openClients(server);
  onTestFinished(() => clients.close());
  const room = await openRoom(server);
  await clients.join(await tokenFor('ana', room));
  const marcus = await clients.join(await tokenFor('marcus', room));
  await expectMedia(marcus, 'ana');
  const text = await (await fetch(`${server.http}/metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^openvisit_engine_${name} (\\d+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  expect([value('rooms'), value('participants')]).toEqual([1, 2]);
  for (const name of ['packets_received_total', 'bytes_received_total', 'packets_sent_total', 'bytes_sent_total', 'plis_sent_total'])
    expect(value(name)).toBeGreaterThan(0);
  expect(value('nacks_sent_total')).toBeGreaterThanOrEqual(0);
});
