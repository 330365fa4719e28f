import { expect, test } from 'vitest';
import { troubleOf } from './open-devices.ts';

test('a camera that another program uses is told apart from one that is not there and one that is forbidden', () => {
  expect(troubleOf('NotReadableError', 'camera')).toBe('camera-busy');
  expect(troubleOf('NotFoundError', 'camera')).toBe('no-camera');
  expect(troubleOf('NotAllowedError', 'camera')).toBe('permission-denied');
});

test('the same holds for the microphone', () => {
  expect(troubleOf('NotReadableError', 'microphone')).toBe('microphone-busy');
  expect(troubleOf('NotFoundError', 'microphone')).toBe('no-microphone');
  expect(troubleOf('SecurityError', 'microphone')).toBe('permission-denied');
});

test('older browsers use other names for the same', () => {
  expect(troubleOf('TrackStartError', 'camera')).toBe('camera-busy');
  expect(troubleOf('DevicesNotFoundError', 'camera')).toBe('no-camera');
  expect(troubleOf('PermissionDeniedError', 'camera')).toBe('permission-denied');
});

test('an unforeseen failure is still told', () => {
  expect(troubleOf('SomethingNew', 'camera')).toBe('unknown');
});
