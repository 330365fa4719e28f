export type VideoSupport = 'yes' | 'too-old' | 'not-secure';

/**
 * Whether this browser can hold a video call. The media client needs transceivers and a peer connection's `connectionState` (Chromium 72, Safari
 * 12.1) and modern syntax and collections that came with `WeakRef` (Chromium 84, Safari 14.1). Browsers hide the camera from pages without HTTPS.
 */
export function videoSupport(browser: Browser = globalThis): VideoSupport {
  if (browser.isSecureContext === false) return 'not-secure';
  const hasPeers = browser.RTCPeerConnection !== undefined && 'addTransceiver' in browser.RTCPeerConnection.prototype;
  const hasCamera = Boolean(browser.navigator?.mediaDevices?.getUserMedia);
  return hasPeers && hasCamera && 'WeakRef' in browser ? 'yes' : 'too-old';
}

/** What is looked at of a browser's window. */
interface Browser {
  readonly isSecureContext?: boolean;
  readonly RTCPeerConnection?: { readonly prototype: object };
  readonly navigator?: { readonly mediaDevices?: { readonly getUserMedia?: unknown } };
}

/** Whether the page was opened inside another app (Facebook, Instagram, a mail program …): such browsers often block cameras. */
export function isEmbeddedBrowser(agent = navigator.userAgent): boolean {
  return /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|Snapchat|TikTok|musical_ly|GSA\/|; wv\)/.test(agent);
}
