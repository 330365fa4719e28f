/** The oldest Chromium of which `npm test` shows it. */
const oldestProved = 106;

/**
 * Will this browser take an offer that says who begins the DTLS handshake (`a=setup:active`)? It should (RFC 8842, section 5.3), but libwebrtc
 * before about 2022, which old iPhones have, refuses it and cannot use the connection afterwards; so only what is proved counts. Every browser
 * made of Chromium says `Chrome/…`; on iOS none does, where all are WebKit.
 */
export function letsUsBegin(userAgent: string | undefined): boolean {
  const version = /\b(?:Headless)?Chrome\/(\d{1,4})\b/.exec(userAgent ?? '')?.[1];
  return version !== undefined && Number(version) >= oldestProved;
}
