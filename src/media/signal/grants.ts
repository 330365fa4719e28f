import { ParticipantPermission, TrackSource } from '@livekit/protocol';

/** What a LiveKit token lets its bearer do. Absent means: the default of LiveKit's own server (see the readers below). */
export interface VideoGrant {
  room?: string;
  roomJoin?: boolean;
  roomCreate?: boolean;
  roomList?: boolean;
  /** Control of the one room named by `room`. */
  roomAdmin?: boolean;
  canPublish?: boolean;
  /** Narrows `canPublish` to these sources; empty or absent: every source. */
  canPublishSources?: TrackSource[];
  canSubscribe?: boolean;
  canPublishData?: boolean;
  canUpdateOwnMetadata?: boolean;
  hidden?: boolean;
  recorder?: boolean;
  agent?: boolean;
}

const sourceNames: Record<string, TrackSource> = {
  camera: TrackSource.CAMERA,
  microphone: TrackSource.MICROPHONE,
  screen_share: TrackSource.SCREEN_SHARE,
  screen_share_audio: TrackSource.SCREEN_SHARE_AUDIO,
};

const flags = [
  'roomJoin',
  'roomCreate',
  'roomList',
  'roomAdmin',
  'canPublish',
  'canSubscribe',
  'canPublishData',
  'canUpdateOwnMetadata',
  'hidden',
  'recorder',
  'agent',
] as const;

/** Reads the `video` claim of a token. Values of a wrong type count as absent, an unknown source name allows nothing. */
export function readGrant(claim: unknown): VideoGrant {
  const grant: VideoGrant = {};
  if (typeof claim !== 'object' || claim === null) return grant;
  const fields = claim as Record<string, unknown>;
  for (const flag of flags) if (typeof fields[flag] === 'boolean') grant[flag] = fields[flag];
  if (typeof fields.room === 'string') grant.room = fields.room;
  const sources = fields.canPublishSources;
  if (Array.isArray(sources) && sources.length > 0) {
    grant.canPublishSources = sources.map((name) => sourceNames[String(name).toLowerCase()] ?? TrackSource.UNKNOWN);
  }
  return grant;
}

/** The grant as it stands in a token's `video` claim. */
export function writeGrant(grant: VideoGrant): Record<string, unknown> {
  if (!grant.canPublishSources) return { ...grant };
  const names = Object.entries(sourceNames);
  return {
    ...grant,
    canPublishSources: grant.canPublishSources.map((source) => names.find(([, value]) => value === source)?.[0] ?? 'unknown'),
  };
}

/** May tracks be published at all? Default yes. */
export function mayPublish(grant: VideoGrant): boolean {
  return grant.canPublish !== false;
}

/** May a track of this source be published? */
export function mayPublishSource(grant: VideoGrant, source: TrackSource): boolean {
  if (!mayPublish(grant)) return false;
  const allowed = grant.canPublishSources ?? [];
  return allowed.length === 0 || (source !== TrackSource.UNKNOWN && allowed.includes(source));
}

/** May others' tracks be received? Default yes. */
export function maySubscribe(grant: VideoGrant): boolean {
  return grant.canSubscribe !== false;
}

/** May data be sent to others? Default: whoever may publish. */
export function mayPublishData(grant: VideoGrant): boolean {
  return grant.canPublishData ?? mayPublish(grant);
}

/** The grant as participants and administrators see it. */
export function toPermission(grant: VideoGrant): ParticipantPermission {
  return new ParticipantPermission({
    canPublish: mayPublish(grant),
    canSubscribe: maySubscribe(grant),
    canPublishData: mayPublishData(grant),
    canPublishSources: grant.canPublishSources ?? [],
    hidden: grant.hidden ?? false,
    recorder: grant.recorder ?? false,
    canUpdateMetadata: grant.canUpdateOwnMetadata ?? false,
    agent: grant.agent ?? false,
  });
}

/**
 * The grant after an administrator set a new permission in mid-call. Like LiveKit, the whole permission is replaced; `hidden`,
 * `recorder` and `agent` stay as the token said, so that nobody appears or vanishes in the middle of a call.
 */
export function withPermission(grant: VideoGrant, permission: ParticipantPermission): VideoGrant {
  return {
    ...grant,
    canPublish: permission.canPublish,
    canSubscribe: permission.canSubscribe,
    canPublishData: permission.canPublishData,
    canPublishSources: [...permission.canPublishSources],
    canUpdateOwnMetadata: permission.canUpdateMetadata,
  };
}

/** What both the grant and the permission allow. */
export function narrowed(grant: VideoGrant, permission: ParticipantPermission): VideoGrant {
  return {
    ...grant,
    canPublish: mayPublish(grant) && permission.canPublish,
    canSubscribe: maySubscribe(grant) && permission.canSubscribe,
    canPublishData: mayPublishData(grant) && permission.canPublishData,
    canUpdateOwnMetadata: grant.canUpdateOwnMetadata === true && permission.canUpdateMetadata,
    ...narrowSources(grant, permission),
  };
}

/** No sources means every source, so an empty intersection must become "may not publish". */
function narrowSources(grant: VideoGrant, permission: ParticipantPermission): Partial<VideoGrant> {
  const own = grant.canPublishSources ?? [];
  const decided = permission.canPublishSources;
  if (decided.length === 0) return {};
  const left = own.length === 0 ? [...decided] : own.filter((source) => decided.includes(source));
  return left.length > 0 ? { canPublishSources: left } : { canPublish: false };
}
