import { videoSupport } from './video-support.ts';

/** Why there is no picture or no sound from here, each with its own sentence and its own way to mend it. `permission-denied`: both are blocked. */
export type DeviceTrouble =
  | 'old-browser'
  | 'not-secure'
  | 'permission-denied'
  | 'camera-blocked'
  | 'microphone-blocked'
  | 'no-camera'
  | 'camera-busy'
  | 'no-microphone'
  | 'microphone-busy'
  | 'unknown';

/** What was opened. Somebody without a microphone, or who signs, goes on with the picture alone, and the other way round. */
export interface OpenedDevices {
  readonly stream: MediaStream | null;
  readonly troubles: readonly DeviceTrouble[];
}

/** A face needs no more, and old phones and lines bear it. */
const camera: MediaTrackConstraints = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 24, max: 30 },
  facingMode: 'user',
};
const microphone: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * Asks for camera and microphone together (one question to the person); when that fails, for each alone, to find out which is missing or
 * blocked: one that is allowed is enough.
 */
export async function openDevices(): Promise<OpenedDevices> {
  const support = videoSupport();
  if (support !== 'yes') return { stream: null, troubles: [support === 'too-old' ? 'old-browser' : support] };
  try {
    return { stream: await navigator.mediaDevices.getUserMedia({ video: camera, audio: microphone }), troubles: [] };
  } catch {
    // Which of them it was, and why, is learned one by one. The sound first: where the person is asked again, it is the more needed.
  }
  const sound = await openOne({ audio: microphone }, 'microphone');
  const picture = await openOne({ video: camera }, 'camera');
  if (picture.trouble === 'camera-blocked' && sound.trouble === 'microphone-blocked')
    return { stream: null, troubles: ['permission-denied'] };
  const tracks = [picture, sound].flatMap((one) => (one.track ? [one.track] : []));
  const troubles = [picture, sound].flatMap((one) => (one.trouble ? [one.trouble] : []));
  return { stream: tracks.length > 0 ? new MediaStream(tracks) : null, troubles };
}

export function closeDevices(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** The trouble behind an error of getUserMedia for one device. Names by the Media Capture specification, and those of older browsers. */
export function troubleOf(name: string, device: 'camera' | 'microphone'): DeviceTrouble {
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    case 'SecurityError':
      return device === 'camera' ? 'camera-blocked' : 'microphone-blocked';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return device === 'camera' ? 'no-camera' : 'no-microphone';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return device === 'camera' ? 'camera-busy' : 'microphone-busy';
    default:
      return 'unknown';
  }
}

async function openOne(
  wish: MediaStreamConstraints,
  device: 'camera' | 'microphone',
): Promise<{ readonly track: MediaStreamTrack | null; readonly trouble: DeviceTrouble | null }> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(wish);
    return { track: stream.getTracks()[0] ?? null, trouble: null };
  } catch (error) {
    return { track: null, trouble: troubleOf(nameOf(error), device) };
  }
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
