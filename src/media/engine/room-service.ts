import type { JsonValue } from '@bufbuild/protobuf';
import {
  CreateRoomRequest,
  DataPacket,
  DataPacket_Kind,
  DeleteRoomRequest,
  DeleteRoomResponse,
  DisconnectReason,
  ListParticipantsRequest,
  ListParticipantsResponse,
  ListRoomsRequest,
  ListRoomsResponse,
  MuteRoomTrackRequest,
  MuteRoomTrackResponse,
  MuteTrackRequest,
  RemoveParticipantResponse,
  RoomParticipantIdentity,
  SendDataRequest,
  SendDataResponse,
  UpdateParticipantRequest,
  UpdateRoomMetadataRequest,
  UpdateSubscriptionsRequest,
  UpdateSubscriptionsResponse,
  UserPacket,
} from '@livekit/protocol';
import type { VideoGrant } from '../signal/grants.ts';
import type { ApiKey } from '../signal/tokens.ts';
import { applyDescription, applySubscription } from './dispatch.ts';
import type { Participant } from './participant.ts';
import { refreshedToken } from './refresh.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { TwirpError } from './twirp.ts';

export interface RoomServiceContext {
  rooms: Rooms;
  api: ApiKey;
  /** Of the caller's token. */
  grant: VideoGrant;
}

/** Something protobuf that can be written as JSON. */
interface Answer {
  toJson(): JsonValue;
}

type Method = (body: JsonValue, context: RoomServiceContext) => Answer;

/** Fields newer than ours are ignored, not refused. */
const lenient = { ignoreUnknownFields: true };

/** LiveKit's RoomService by method name. Every method checks the caller's grant in its first line. */
export const roomService: Record<string, Method> = {
  CreateRoom(body, { rooms, grant }) {
    demand(grant.roomCreate);
    const request = CreateRoomRequest.fromJson(body, lenient);
    if (!request.name) throw new TwirpError('invalid_argument', 'the room needs a name');
    return rooms.create(request).info();
  },

  ListRooms(body, { rooms, grant }) {
    demand(grant.roomList);
    const { names } = ListRoomsRequest.fromJson(body, lenient);
    const wanted = rooms.all.filter((room) => names.length === 0 || names.includes(room.name));
    return new ListRoomsResponse({ rooms: wanted.map((room) => room.info()) });
  },

  DeleteRoom(body, { rooms, grant }) {
    demand(grant.roomCreate);
    const request = DeleteRoomRequest.fromJson(body, lenient);
    const room = rooms.find(request.room);
    if (!room) throw new TwirpError('not_found', 'requested room does not exist');
    rooms.delete(room, DisconnectReason.ROOM_DELETED);
    return new DeleteRoomResponse();
  },

  /** Nobody is in a room that does not exist; LiveKit answers so as well. */
  ListParticipants(body, { rooms, grant }) {
    const { room } = ListParticipantsRequest.fromJson(body, lenient);
    demand(administers(grant, room));
    const participants = [...(rooms.find(room)?.participants.values() ?? [])];
    return new ListParticipantsResponse({ participants: participants.map((participant) => participant.info()) });
  },

  GetParticipant(body, context) {
    const request = RoomParticipantIdentity.fromJson(body, lenient);
    return findParticipant(administer(request.room, context), request.identity).info();
  },

  RemoveParticipant(body, context) {
    const request = RoomParticipantIdentity.fromJson(body, lenient);
    const room = administer(request.room, context);
    room.memory.remove(request.identity, request.revokeTokenTs > 0 ? Number(request.revokeTokenTs) : undefined);
    room.leave(findParticipant(room, request.identity), DisconnectReason.PARTICIPANT_REMOVED);
    return new RemoveParticipantResponse();
  },

  MutePublishedTrack(body, context) {
    const request = MuteRoomTrackRequest.fromJson(body, lenient);
    const room = administer(request.room, context);
    const participant = findParticipant(room, request.identity);
    if (!request.muted) throw new TwirpError('failed_precondition', 'remote unmute not enabled');
    const track = participant.publisher.setMuted(request.trackSid, true);
    if (!track) throw new TwirpError('not_found', 'track does not exist');
    participant.send({ case: 'mute', value: new MuteTrackRequest({ sid: request.trackSid, muted: true }) });
    room.changed(participant);
    return new MuteRoomTrackResponse({ track: track.info });
  },

  UpdateParticipant(body, context) {
    const request = UpdateParticipantRequest.fromJson(body, lenient);
    const room = administer(request.room, context);
    const participant = findParticipant(room, request.identity);
    applyDescription(participant, request);
    if (request.permission) room.setPermission(participant, request.permission);
    room.changed(participant);
    participant.send({ case: 'refreshToken', value: refreshedToken(room, participant, context.api) });
    return participant.info();
  },

  UpdateRoomMetadata(body, context) {
    const request = UpdateRoomMetadataRequest.fromJson(body, lenient);
    const room = administer(request.room, context);
    room.metadata = request.metadata;
    room.announceRoom();
    return room.info();
  },

  SendData(body, context) {
    const request = SendDataRequest.fromJson(body, lenient);
    const room = administer(request.room, context);
    const reliable = request.kind === DataPacket_Kind.RELIABLE;
    const { data: payload, topic, destinationSids, destinationIdentities } = request;
    const user = new UserPacket({ payload, destinationSids, destinationIdentities, ...(topic === undefined ? {} : { topic }) });
    const packet = new DataPacket({ kind: request.kind, destinationIdentities, value: { case: 'user', value: user } });
    room.deliver(reliable ? '_reliable' : '_lossy', packet.toBinary(), destinationIdentities, destinationSids, null);
    return new SendDataResponse();
  },

  UpdateSubscriptions(body, context) {
    const request = UpdateSubscriptionsRequest.fromJson(body, lenient);
    const room = administer(request.room, context);
    applySubscription(room, findParticipant(room, request.identity), request);
    return new UpdateSubscriptionsResponse();
  },
};

function demand(granted: boolean | undefined): void {
  if (!granted) throw new TwirpError('unauthenticated', 'permissions denied');
}

function administers(grant: VideoGrant, room: string): boolean {
  return grant.roomAdmin === true && room !== '' && grant.room === room;
}

/** The room a caller may administer. A stranger is refused before it learns whether the room exists. */
function administer(name: string, { rooms, grant }: RoomServiceContext): Room {
  demand(administers(grant, name));
  const room = rooms.find(name);
  if (!room) throw new TwirpError('not_found', 'requested room does not exist');
  return room;
}

function findParticipant(room: Room, identity: string): Participant {
  const participant = room.participants.get(identity);
  if (!participant) throw new TwirpError('not_found', 'participant does not exist');
  return participant;
}
