import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** Every peer connection the page has made; put there by `countPeers`. */
    journeyPeers?: RTCPeerConnection[];
  }
}

/** Runs in every page before its own scripts: remembers peer connections, so that a journey can ask them what really arrived. */
export function countPeers(): void {
  const peers: RTCPeerConnection[] = [];
  window.journeyPeers = peers;
  const Native = window.RTCPeerConnection;
  if (!Native) return;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      peers.push(this);
    }
  };
}

export interface Received {
  readonly framesDecoded: number;
  /** Sum of the energy of all sound played, as `getStats` counts it. */
  readonly audioEnergy: number;
}

/** What the page has received and decoded since it was loaded. */
export function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    let framesDecoded = 0;
    let audioEnergy = 0;
    for (const peer of window.journeyPeers ?? []) {
      if (peer.connectionState === 'closed') continue;
      for (const report of (await peer.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        if (report.kind === 'video') framesDecoded += report.framesDecoded ?? 0;
        else audioEnergy += report.totalAudioEnergy ?? 0;
      }
    }
    return { framesDecoded, audioEnergy };
  });
}
