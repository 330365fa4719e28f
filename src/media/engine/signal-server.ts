import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  ClientConfigSetting,
  ClientConfiguration,
  Codec,
  DisconnectReason,
  JoinResponse,
  LeaveRequest,
  LeaveRequest_Action,
  ServerInfo,
  ServerInfo_Edition,
} from '@livekit/protocol';
import type { Logger } from 'pino';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { decodeRequest, encodeResponse, type ResponseMessage } from '../signal/messages.ts';
import { mirroredServerVersion, protocolNumber } from '../signal/version.ts';
import { type Admission, type AdmissionOptions, admit } from './admission.ts';
import type { Counters } from './counters.ts';
import { dispatch, pingIntervalSeconds, pingTimeoutSeconds } from './dispatch.ts';
import { letsUsBegin } from './handshake-order.ts';
import { Participant, type SignalLink } from './participant.ts';
import type { PeerSettings } from './peer.ts';
import { keepRefreshed } from './refresh.ts';
import type { Room } from './room.ts';

/** Frames above this are not signalling: a session description has a few kilobytes. */
const largestFrame = 256 * 1024;
/** A client that does not read is cut off rather than buffered for. */
const largestBacklog = 1024 * 1024;

export interface SignalServerOptions extends AdmissionOptions {
  settings: PeerSettings;
  counters: Counters;
  logger: Logger;
}

/** The WebSocket side of LiveKit's client protocol, version 0: one socket a participant at `/rtc`. */
export class SignalServer {
  readonly #options: SignalServerOptions;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false });

  constructor(options: SignalServerOptions) {
    this.#options = options;
  }

  /** Takes an HTTP upgrade; refusals are answered with status and text, as a client cannot read them but a person can. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const url = parseUrl(request.url);
    const admission: Admission =
      url?.pathname === '/rtc' || url?.pathname === '/rtc/'
        ? admit(bearer(request, url), this.#options)
        : { ok: false, status: 404, text: 'not found' };
    if (!admission.ok || !url) {
      const text = admission.ok ? '' : admission.text;
      const status = admission.ok ? 400 : admission.status;
      socket.end(
        `HTTP/1.1 ${status} Refused\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
      );
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.#open(webSocket, url, admission, letsUsBegin(request.headers['user-agent']));
    });
  }

  /** Idempotent. */
  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
  }

  #open(socket: WebSocket, url: URL, { claims, room }: Extract<Admission, { ok: true }>, beginsHandshake: boolean): void {
    const { settings, counters, logger, api } = this.#options;
    const link = linkTo(socket);
    socket.on('error', (error) => logger.debug({ err: error }, 'signal socket failed'));
    if (url.searchParams.get('reconnect') === '1') {
      link.send({
        case: 'leave',
        value: new LeaveRequest({ reason: DisconnectReason.STATE_MISMATCH, action: LeaveRequest_Action.RECONNECT }),
      });
      link.close();
      return;
    }
    const autoSubscribe = url.searchParams.get('auto_subscribe') !== '0' && url.searchParams.get('auto_subscribe') !== 'false';
    const grant = room.memory.join(claims);
    const participant = new Participant({ claims, grant, autoSubscribe, beginsHandshake, link, events: room, settings, counters, logger });
    room.join(participant);
    participant.send({ case: 'join', value: joinResponse(room, participant) });
    room.settle(participant);
    const stopRefreshing = keepRefreshed(room, participant, api);
    socket.on('message', (data) => receive(room, participant, data, logger));
    socket.on('close', stopRefreshing);
  }
}

/** The token of a request: in the query, as browsers cannot set headers on a WebSocket, or in the header. */
export function bearer(request: IncomingMessage, url: URL): string | null {
  return url.searchParams.get('access_token') ?? request.headers.authorization?.replace(/^Bearer /i, '') ?? null;
}

/** The address of a request, or null when it is malformed. */
export function parseUrl(text: string | undefined): URL | null {
  return URL.parse(text ?? '', 'http://engine');
}

function linkTo(socket: WebSocket): SignalLink {
  return {
    send(message: ResponseMessage) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > largestBacklog) socket.terminate();
      else socket.send(encodeResponse(message));
    },
    close() {
      socket.close(1000);
    },
  };
}

function receive(room: Room, participant: Participant, data: RawData, logger: Logger): void {
  if (participant.closed) return;
  const message = decodeRequest(Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer));
  if (message === null) return;
  participant.lastSignalAt = performance.now();
  try {
    dispatch(room, participant, message);
  } catch (error) {
    logger.warn({ err: error, request: message.case }, 'request failed');
  }
}

function joinResponse(room: Room, participant: Participant): JoinResponse {
  return new JoinResponse({
    room: room.info(),
    participant: participant.info(),
    otherParticipants: room.visibleTo(participant).map((other) => other.info()),
    serverVersion: mirroredServerVersion,
    serverInfo: new ServerInfo({
      edition: ServerInfo_Edition.Standard,
      version: mirroredServerVersion,
      protocol: protocolNumber,
      nodeId: 'embedded',
    }),
    subscriberPrimary: true,
    pingTimeout: pingTimeoutSeconds,
    pingInterval: pingIntervalSeconds,
    fastPublish: participant.publisherExpected,
    enabledPublishCodecs: ['video/VP8', 'audio/opus', 'audio/red'].map((mime) => new Codec({ mime })),
    clientConfiguration: new ClientConfiguration({ resumeConnection: ClientConfigSetting.DISABLED, forceRelay: ClientConfigSetting.UNSET }),
  });
}
