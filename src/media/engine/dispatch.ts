import {
  type AddTrackRequest,
  DisconnectReason,
  Pong,
  RequestResponse,
  RequestResponse_Reason,
  SignalTarget,
  type TrickleRequest,
  type UpdateParticipantMetadata,
  type UpdateSubscription,
} from '@livekit/protocol';
import type { RequestMessage } from '../signal/messages.ts';
import type { Participant } from './participant.ts';
import { readCandidate } from './peer.ts';
import type { Room } from './room.ts';

/** Seconds without a ping after which a client takes its connection for lost, and how often it pings; LiveKit's values. */
export const pingTimeoutSeconds = 15;
export const pingIntervalSeconds = 5;

const largestMetadata = 65_536;

/**
 * Acts upon one message of a client. What is not named here is not supported and has no effect: dynacast layers, data tracks, and the client's wish
 * to choose who may receive its tracks (it could shut out the recorder).
 */
export function dispatch(room: Room, participant: Participant, message: RequestMessage): void {
  switch (message.case) {
    case 'ping':
      participant.send({ case: 'pong', value: BigInt(Date.now()) });
      break;
    case 'pingReq':
      participant.send({
        case: 'pongResp',
        value: new Pong({ lastPingTimestamp: message.value.timestamp, timestamp: BigInt(Date.now()) }),
      });
      break;
    case 'addTrack':
      announceTrack(participant, message.value);
      break;
    case 'offer':
      participant.publisher.offer(message.value);
      break;
    case 'answer':
      participant.subscriber.answer(message.value);
      break;
    case 'trickle':
      trickle(participant, message.value);
      break;
    case 'mute':
      if (participant.publisher.setMuted(message.value.sid, message.value.muted)) room.changed(participant);
      break;
    case 'subscription':
      applySubscription(room, participant, message.value);
      break;
    case 'trackSetting':
      for (const sid of message.value.trackSids) participant.subscriber.setDisabled(sid, message.value.disabled);
      break;
    case 'updateMetadata':
      updateOwnMetadata(room, participant, message.value);
      break;
    case 'leave':
      room.leave(participant, DisconnectReason.CLIENT_INITIATED, false);
      break;
  }
}

function announceTrack(participant: Participant, request: AddTrackRequest): void {
  const outcome = participant.publisher.announce(request);
  if (outcome === 'announced') return;
  const reason = outcome === 'too many' ? RequestResponse_Reason.LIMIT_EXCEEDED : RequestResponse_Reason.NOT_ALLOWED;
  const value = new RequestResponse({ reason, message: outcome, request: { case: 'addTrack', value: request } });
  participant.send({ case: 'requestResponse', value });
}

/** Subscribes to or unsubscribes from single tracks, as far as the grant allows. */
export function applySubscription(
  room: Room,
  participant: Participant,
  request: Pick<UpdateSubscription, 'trackSids' | 'participantTracks' | 'subscribe'>,
): void {
  const sids = [...request.trackSids, ...request.participantTracks.flatMap((tracks) => tracks.trackSids)];
  for (const sid of sids) {
    participant.setDeclined(sid, !request.subscribe);
    if (!request.subscribe) participant.unsubscribe(sid);
    for (const publisher of room.visibleTo(participant)) {
      const track = publisher.publisher.tracks.get(sid);
      if (request.subscribe && track?.stream) participant.subscribe(publisher, track);
    }
  }
}

function trickle(participant: Participant, request: TrickleRequest): void {
  const candidate = readCandidate(request.candidateInit);
  if (candidate === null) return;
  const side = request.target === SignalTarget.PUBLISHER ? participant.publisher : participant.subscriber;
  side.addCandidate(candidate);
}

function updateOwnMetadata(room: Room, participant: Participant, request: UpdateParticipantMetadata): void {
  const allowed = participant.grant.canUpdateOwnMetadata === true && request.metadata.length <= largestMetadata;
  if (allowed) applyDescription(participant, request);
  const reason = allowed ? RequestResponse_Reason.OK : RequestResponse_Reason.NOT_ALLOWED;
  participant.send({
    case: 'requestResponse',
    value: new RequestResponse({
      requestId: request.requestId,
      reason,
      message: allowed ? '' : 'does not have permission to update own metadata',
    }),
  });
  if (allowed) room.changed(participant);
}

/** Sets metadata, name and attributes; empty values leave the first two as they are and delete an attribute. */
export function applyDescription(
  participant: Participant,
  request: Pick<UpdateParticipantMetadata, 'metadata' | 'name' | 'attributes'>,
): void {
  if (request.metadata) participant.metadata = request.metadata;
  if (request.name) participant.name = request.name;
  const merged = { ...participant.attributes, ...request.attributes };
  participant.attributes = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}
