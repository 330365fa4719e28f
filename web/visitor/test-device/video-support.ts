export type VideoSupport = 'yes' | 'too-old' | 'not-secure';

/**
 * Whether this browser can hold a video call. The media client needs transceivers and a peer connection's `connectionState` (Chromium 72, Safari
 * 12.1) and modern syntax and collections that came with `WeakRef` (Chromium 84, Safari 14.1). Browsers hide the camera from pages without HTTPS.
 */
export function videoSupport(): VideoSupport {
  if (typeof isSecureContext === 'boolean' && !isSecureContext) return 'not-secure';
  const hasPeers = typeof RTCPeerConnection === 'function' && 'addTransceiver' in RTCPeerConnection.prototype;
  const hasCamera = Boolean(navigator.mediaDevices?.getUserMedia);
  return hasPeers && hasCamera && 'WeakRef' in globalThis ? 'yes' : 'too-old';
}

/** Whether the page was opened inside another app (Facebook, Instagram, a mail program …): such browsers often block cameras. */
export function isEmbeddedBrowser(agent = navigator.userAgent): boolean {
  return /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|Snapchat|TikTok|musical_ly|GSA\/|; wv\)/.test(agent);
}
