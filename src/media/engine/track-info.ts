import { randomBytes } from 'node:crypto';
import { type AddTrackRequest, TrackInfo, TrackSource, TrackType } from '@livekit/protocol';

/** A new identifier as LiveKit writes them: a prefix that names the kind, then 12 random letters and digits. */
export function newSid(prefix: 'RM_' | 'PA_' | 'TR_'): string {
  return prefix + randomBytes(9).toString('base64url').replaceAll('-', 'a').replaceAll('_', 'b');
}

/** A source must fit the kind of track, else the leave to send a camera would carry a microphone. */
export function sourceFits(type: TrackType, source: TrackSource): boolean {
  if (source === TrackSource.UNKNOWN) return type === TrackType.VIDEO || type === TrackType.AUDIO;
  const video = source === TrackSource.CAMERA || source === TrackSource.SCREEN_SHARE;
  return type === (video ? TrackType.VIDEO : TrackType.AUDIO);
}

/** The announced track as everybody sees it; one layer, one codec, whatever else the client wished for. */
export function describeTrack(request: AddTrackRequest): TrackInfo {
  const video = request.type === TrackType.VIDEO;
  return new TrackInfo({
    sid: newSid('TR_'),
    type: request.type,
    name: request.name.slice(0, 100),
    muted: request.muted,
    width: request.width,
    height: request.height,
    source: request.source,
    layers: request.layers.slice(0, 1),
    mimeType: video ? 'video/VP8' : request.disableRed ? 'audio/opus' : 'audio/red',
    stream: request.stream || (video ? 'camera' : 'microphone'),
    stereo: request.stereo,
    disableDtx: request.disableDtx,
    disableRed: request.disableRed,
    encryption: request.encryption,
  });
}
