import {
  DisconnectReason,
  Encryption_Type,
  LeaveRequest,
  LeaveRequest_Action,
  type ParticipantInfo,
  ParticipantInfo_State,
  Ping,
  SessionDescription,
} from '@livekit/protocol';
import type { Logger } from 'pino';
import WebSocket from 'ws';
import { guard } from '../engine/guard.ts';
import { decodeResponse, encodeRequest, type RequestMessage, type ResponseMessage } from '../signal/messages.ts';
import { mirroredClientVersion, protocolNumber } from '../signal/version.ts';
import type { ReceivedTrack } from './received-track.ts';
import { SubscriberPeer } from './subscriber-peer.ts';

/** Why a connection ended. */
export type ConnectionEnd = 'signal-closed' | 'media-failed' | 'room-deleted' | 'removed' | 'refused' | 'timeout' | 'closed';

export interface RoomListener {
  /** Signalling and media stand; tracks follow as people publish. */
  connected(): void;
  participantJoined(participant: { sid: string; identity: string }): void;
  participantLeft(sid: string): void;
  track(track: ReceivedTrack): void;
  trackEnded(track: ReceivedTrack): void;
  /** A participant publishes something that cannot be recorded because it is end-to-end encrypted. */
  encryptedTrack(participantSid: string): void;
  tokenRefreshed(token: string): void;
  /** Called once; nothing follows it. */
  ended(reason: ConnectionEnd): void;
}

export interface RoomConnection {
  close(): void;
}

/** Longest time from opening the socket to standing media. */
const CONNECT_MILLISECONDS = 15_000;
/** A server that answers no ping for this many intervals is gone. */
const PINGS_UNANSWERED = 3;

/**
 * Joins a room as LiveKit's own clients do (protocol v0: a WebSocket at /rtc and one peer connection for each direction, of which
 * a recorder needs only the receiving one) and hands over every track. Ends by itself when the server goes away.
 *
 * @param url http(s) or ws(s) address of the media server
 * @param clock milliseconds; the clock of all arrival times
 */
export function joinRoom(url: string, token: string, clock: () => number, logger: Logger, listener: RoomListener): RoomConnection {
  const address = new URL('rtc', `${url.replace(/^http/, 'ws').replace(/\/+$/, '')}/`);
  address.search = new URLSearchParams({
    access_token: token,
    auto_subscribe: '1',
    sdk: 'js',
    version: mirroredClientVersion,
    protocol: String(protocolNumber),
    adaptive_stream: '0',
  }).toString();
  const socket = new WebSocket(address, { handshakeTimeout: CONNECT_MILLISECONDS });
  const participants = new Map<string, ParticipantInfo>();
  let heartbeat: NodeJS.Timeout | undefined;
  let unanswered = 0;
  let over = false;

  const end = (reason: ConnectionEnd): void => {
    if (over) return;
    over = true;
    clearInterval(heartbeat);
    clearTimeout(patience);
    peer.close();
    socket.terminate();
    listener.ended(reason);
  };
  const patience = setTimeout(() => end('timeout'), CONNECT_MILLISECONDS);
  const send = (message: RequestMessage): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(encodeRequest(message));
  };
  const peer = new SubscriberPeer(clock, logger, {
    connected: () => {
      clearTimeout(patience);
      listener.connected();
    },
    failed: () => end('media-failed'),
    answer: (sdp, id) => send({ case: 'answer', value: new SessionDescription({ type: 'answer', sdp, id }) }),
    track: (track) => {
      if (isEncrypted(participants.get(track.offered.participantSid), track.offered.trackSid)) return;
      listener.track(track);
    },
    trackEnded: (track) => listener.trackEnded(track),
  });

  const startHeartbeat = (seconds: number): void => {
    heartbeat = setInterval(() => {
      if (unanswered++ >= PINGS_UNANSWERED) return end('timeout');
      const timestamp = BigInt(Date.now());
      send({ case: 'ping', value: timestamp });
      send({ case: 'pingReq', value: new Ping({ timestamp, rtt: 0n }) });
    }, seconds * 1000);
  };
  const note = (participant: ParticipantInfo): void => {
    const { sid, identity } = participant;
    if (participant.state === ParticipantInfo_State.DISCONNECTED) {
      if (participants.delete(sid)) listener.participantLeft(sid);
      return;
    }
    const known = participants.has(sid);
    participants.set(sid, participant);
    if (!known) listener.participantJoined({ sid, identity });
    if (participant.tracks.some((track) => track.encryption !== Encryption_Type.NONE)) listener.encryptedTrack(sid);
  };
  const receive = (message: ResponseMessage): void => {
    switch (message.case) {
      case 'join':
        startHeartbeat(message.value.pingInterval || 5);
        for (const participant of message.value.otherParticipants) note(participant);
        break;
      case 'update':
        for (const participant of message.value.participants) note(participant);
        break;
      case 'offer':
        peer.takeOffer(message.value.sdp, message.value.id);
        break;
      case 'trickle':
        peer.addCandidate(message.value.candidateInit);
        break;
      case 'pong':
      case 'pongResp':
        unanswered = 0;
        break;
      case 'refreshToken':
        listener.tokenRefreshed(message.value);
        break;
      case 'leave':
        end(leaveReason(message.value));
        break;
      default:
        break;
    }
  };

  socket.on(
    'message',
    guard(logger, (frame: Buffer) => {
      const message = over ? null : decodeResponse(frame);
      if (message !== null) receive(message);
    }),
  );
  socket.on('unexpected-response', (request, response) => {
    logger.warn({ statusCode: response.statusCode }, 'the media server refused the recorder');
    request.destroy();
    end('refused');
  });
  socket.on('error', (error) => {
    logger.debug({ err: error }, 'signal connection failed');
    end('signal-closed');
  });
  socket.on('close', () => end('signal-closed'));

  return {
    close() {
      send({
        case: 'leave',
        value: new LeaveRequest({ reason: DisconnectReason.CLIENT_INITIATED, action: LeaveRequest_Action.DISCONNECT }),
      });
      end('closed');
    },
  };
}

function isEncrypted(participant: ParticipantInfo | undefined, trackSid: string): boolean {
  const track = participant?.tracks.find((candidate) => candidate.sid === trackSid);
  return track !== undefined && track.encryption !== Encryption_Type.NONE;
}

function leaveReason(leave: LeaveRequest): ConnectionEnd {
  if (leave.reason === DisconnectReason.ROOM_DELETED) return 'room-deleted';
  if (leave.reason === DisconnectReason.PARTICIPANT_REMOVED) return 'removed';
  return 'signal-closed';
}
