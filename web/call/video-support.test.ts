import { expect, test } from 'vitest';
import { isEmbeddedBrowser, videoSupport } from './video-support.ts';

const able = {
  isSecureContext: true,
  RTCPeerConnection: { prototype: { addTransceiver: () => undefined } },
  navigator: { mediaDevices: { getUserMedia: () => undefined } },
  WeakRef,
};

test('a browser of today can hold a call', () => {
  expect(videoSupport(able)).toBe('yes');
});

test('one without transceivers, without a camera to ask for, or from before 2020 is too old', () => {
  const { WeakRef: _missing, ...beforeWeakRef } = able;
  expect(videoSupport({ ...able, RTCPeerConnection: { prototype: {} } })).toBe('too-old');
  expect(videoSupport({ ...able, navigator: {} })).toBe('too-old');
  expect(videoSupport(beforeWeakRef)).toBe('too-old');
});

test('a page without HTTPS is told apart from an old browser, because another address helps', () => {
  expect(videoSupport({ ...able, isSecureContext: false, navigator: {} })).toBe('not-secure');
});

test('a browser inside another app is known by its name', () => {
  const android = 'Mozilla/5.0 (Linux; Android 13; SM-A135U; wv) AppleWebKit/537.36 Version/4.0 Chrome/119.0 Mobile Safari/537.36';
  const facebook = 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/430.0]';
  expect(isEmbeddedBrowser(android)).toBe(true);
  expect(isEmbeddedBrowser(facebook)).toBe(true);
});

test('Chrome and Safari are not', () => {
  expect(isEmbeddedBrowser('Mozilla/5.0 (Linux; Android 13; SM-A135U) AppleWebKit/537.36 Chrome/119.0 Mobile Safari/537.36')).toBe(false);
  expect(
    isEmbeddedBrowser(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile/15E148 Safari/604.1',
    ),
  ).toBe(false);
});
