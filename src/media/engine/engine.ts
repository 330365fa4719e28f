import type { AddressInfo } from 'node:net';
import type { WebhookEvent } from '@livekit/protocol';
import type { Logger } from 'pino';
import type { ApiKey } from '../signal/tokens.ts';
import { Counters, exposeCounters } from './counters.ts';
import { createHttpServer } from './http-server.ts';
import { Rooms } from './rooms.ts';
import { SignalServer } from './signal-server.ts';
import { claimableUdpPort } from './udp-port.ts';
import { Webhooks } from './webhooks.ts';

export interface EngineOptions {
  /** TCP port of signalling and control; 0 takes a free one. */
  httpPort: number;
  /** Address it is bound to; a reverse proxy stands before it. */
  httpHost: string;
  /** The one UDP port of all media. */
  udpPort: number;
  /** Address the UDP port is bound to; null: every address. */
  bindAddress: string | null;
  /** Address told to browsers besides, when a port forward leads here. */
  publicIp: string | null;
  api: ApiKey;
  webhookUrls: string[];
  logger: Logger;
  /** Milliseconds without signal and without packets after which a participant is gone. Default 15,000. */
  silenceTimeout?: number;
  /** Milliseconds after the start in which rooms of before may still be missing. Default 60,000. */
  recoveryTime?: number;
  /** Milliseconds an undelivered webhook is tried for. Default 30,000. */
  webhookPatience?: number;
}

export interface Engine {
  /** Where signalling and control are reached. */
  url: string;
  /** Ends everything within a moment; idempotent. Order: no new clients, participants (streams before connections), webhooks, HTTP. */
  close(): Promise<void>;
}

/** Starts a LiveKit-compatible server for one machine. @throws when a port cannot be had */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { api, logger } = options;
  await claimableUdpPort(options.udpPort, options.bindAddress);
  const startedAt = new Date();
  const counters = new Counters();
  const webhooks = new Webhooks({ urls: options.webhookUrls, api, counters, logger, patience: options.webhookPatience ?? 30_000 });
  const publish = (event: WebhookEvent): void => webhooks.publish(event);
  const rooms = new Rooms({ silenceTimeout: options.silenceTimeout ?? 15_000, logger, publish });
  const recoversUntil = Date.now() + (options.recoveryTime ?? 60_000);
  const admission = { api, rooms, isRecovering: () => Date.now() < recoversUntil };
  const settings = { udpPort: options.udpPort, bindAddress: options.bindAddress, publicAddress: options.publicIp };
  const signals = new SignalServer({ ...admission, settings, counters, logger });
  const counts = () => ({ rooms: rooms.all.length, participants: rooms.all.reduce((sum, room) => sum + room.participants.size, 0) });
  const http = createHttpServer({ ...admission, metrics: exposeCounters(counters, counts), logger, startedAt });
  http.on('upgrade', (request, socket, head) => signals.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.httpPort, options.httpHost, resolve);
  });
  const { port } = http.address() as AddressInfo;
  let closing: Promise<void> | null = null;
  return {
    url: `http://${options.httpHost.includes(':') ? `[${options.httpHost}]` : options.httpHost}:${port}`,
    close() {
      closing ??= (async () => {
        const stopped = new Promise<void>((resolve) => http.close(() => resolve()));
        rooms.close();
        signals.close();
        webhooks.close();
        http.closeAllConnections();
        await stopped;
      })();
      return closing;
    },
  };
}
