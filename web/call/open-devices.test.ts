import { afterEach, expect, test, vi } from 'vitest';
import { openDevices, troubleOf } from './open-devices.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A browser whose person, when asked, allows these devices alone: one question for two is refused for one of them, as browsers do. */
function browserThatAllows(...allowed: readonly ('audio' | 'video')[]): void {
  const getUserMedia = async (wish: MediaStreamConstraints) => {
    const wanted = (['video', 'audio'] as const).filter((kind) => wish[kind]);
    if (!wanted.every((kind) => allowed.includes(kind))) throw new DOMException('Permission denied', 'NotAllowedError');
    return new Stream(wanted);
  };
  class Stream {
    readonly getTracks: () => readonly string[];
    constructor(tracks: readonly string[]) {
      this.getTracks = () => tracks;
    }
  }
  vi.stubGlobal('MediaStream', Stream);
  vi.stubGlobal('RTCPeerConnection', { prototype: { addTransceiver: () => undefined } });
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
}

test.each([
  ['camera', 'audio', 'camera-blocked'],
  ['microphone', 'video', 'microphone-blocked'],
] as const)('a blocked %s alone leaves the other to go on with, and is named', async (_blocked, allowed, trouble) => {
  browserThatAllows(allowed);
  const { stream, troubles } = await openDevices();
  expect(stream?.getTracks()).toEqual([allowed]);
  expect(troubles).toEqual([trouble]);
});

test('whoever blocks both is told once, of both', async () => {
  browserThatAllows();
  expect(await openDevices()).toEqual({ stream: null, troubles: ['permission-denied'] });
});

test('a camera that another program uses is told apart from one that is not there and one that is forbidden', () => {
  expect(troubleOf('NotReadableError', 'camera')).toBe('camera-busy');
  expect(troubleOf('NotFoundError', 'camera')).toBe('no-camera');
  expect(troubleOf('NotAllowedError', 'camera')).toBe('camera-blocked');
});

test('the same holds for the microphone', () => {
  expect(troubleOf('NotReadableError', 'microphone')).toBe('microphone-busy');
  expect(troubleOf('NotFoundError', 'microphone')).toBe('no-microphone');
  expect(troubleOf('SecurityError', 'microphone')).toBe('microphone-blocked');
});

test('older browsers use other names for the same', () => {
  expect(troubleOf('TrackStartError', 'camera')).toBe('camera-busy');
  expect(troubleOf('DevicesNotFoundError', 'camera')).toBe('no-camera');
  expect(troubleOf('PermissionDeniedError', 'camera')).toBe('camera-blocked');
});

test('an unforeseen failure is still told', () => {
  expect(troubleOf('SomethingNew', 'camera')).toBe('unknown');
});
