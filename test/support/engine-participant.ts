import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { pino } from 'pino';
import { Counters } from '../../src/media/engine/counters.ts';
import { Participant, type ParticipantEvents } from '../../src/media/engine/participant.ts';
import type { VideoGrant } from '../../src/media/signal/grants.ts';
import type { ResponseMessage } from '../../src/media/signal/messages.ts';

export const silentLogger = pino({ level: 'silent' });

/** A port on which media may arrive. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** Somebody in the engine without a socket: what it would be told goes to `send`. */
export function participantOf(
  identity: string,
  grant: VideoGrant,
  { udpPort, events, send }: { udpPort: number; events: ParticipantEvents; send?: (message: ResponseMessage) => void },
): Participant {
  const claims = {
    issuer: 'key',
    identity,
    name: '',
    metadata: '',
    attributes: {},
    issuedAt: 0,
    expiresAt: 0,
    sha256: null,
    refreshed: false,
  };
  return new Participant({
    claims: { ...claims, grant },
    grant,
    autoSubscribe: true,
    beginsHandshake: true,
    link: { send: send ?? (() => undefined), close: () => undefined },
    events,
    settings: { udpPort, bindAddress: '127.0.0.1', publicAddress: null },
    counters: new Counters(),
    logger: silentLogger,
  });
}
