import type { Room, RoomOptions } from 'livekit-client';
import type { JoinGrant } from './call-api.ts';

export type MediaClient = typeof import('livekit-client');

/** Loaded when a waiting room opens, so that joining does not wait for it. */
export const loadMediaClient = (): Promise<MediaClient> => import('livekit-client');

/** A room as we use it, not connected yet. */
export function newRoom(grant: JoinGrant, client: MediaClient): Room {
  return new client.Room(optionsFor(grant.engine, client));
}

/**
 * Enters with this grant. Throws when the media server refuses or cannot be reached, and at once when it asks to begin anew before the
 * connection stands: the client does so by itself, but goes on waiting for the first connection, and gives up what it has after 15 seconds.
 */
export async function enterRoom(room: Room, grant: JoinGrant, { RoomEvent }: MediaClient): Promise<void> {
  let giveUp: () => void = () => undefined;
  const askedAnew = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('the connection has to be made anew'));
  });
  room.once(RoomEvent.Reconnecting, giveUp);
  try {
    await Promise.race([room.connect(grant.url || socketOrigin(), grant.token), askedAnew]);
  } finally {
    room.off(RoomEvent.Reconnecting, giveUp);
  }
}

/** Sends a camera or microphone; one that is switched off is announced as muted. */
export async function publish(room: Room, track: MediaStreamTrack, { Track }: MediaClient): Promise<void> {
  const source = track.kind === 'video' ? Track.Source.Camera : Track.Source.Microphone;
  const wasOff = !track.enabled;
  const publication = await room.localParticipant.publishTrack(track, { source });
  if (wasOff) await publication.mute();
}

/**
 * One layer of VP8 at a face's bit rate, sound with RED against losses. Without simulcast, dynacast and adaptive streams what the recorder
 * gets never depends on who watches; the embedded engine speaks the protocol with two peer connections.
 */
function optionsFor(engine: JoinGrant['engine'], { VideoPreset }: MediaClient): RoomOptions {
  return {
    adaptiveStream: false,
    dynacast: false,
    singlePeerConnection: engine === 'livekit',
    stopLocalTrackOnUnpublish: false,
    publishDefaults: {
      simulcast: false,
      videoCodec: 'vp8',
      videoEncoding: new VideoPreset(640, 480, 900_000, 24).encoding,
      red: true,
      dtx: false,
      stopMicTrackOnMute: false,
    },
  };
}

function socketOrigin(): string {
  return location.origin.replace(/^http/, 'ws');
}
