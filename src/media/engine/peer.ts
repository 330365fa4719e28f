import datachannel, { type DescriptionType, type PeerConnection } from 'node-datachannel';
import type { Logger } from 'pino';
import { attempt, guard } from './guard.ts';
import { makeLocalDescription } from './local-description.ts';
import { extraCandidates } from './sdp.ts';

/** Where media arrives on this machine. */
export interface PeerSettings {
  /** The one UDP port of all connections; below 32768, else an ephemeral socket may take it. */
  udpPort: number;
  /** Address to bind; null binds every address. */
  bindAddress: string | null;
  /** Address under which others reach this machine through a port forward. */
  publicAddress: string | null;
}

export interface IceCandidate {
  candidate: string;
  mid: string;
}

/** One peer connection with the quirks of node-datachannel handled in one place. */
export class Peer {
  readonly connection: PeerConnection;
  readonly extraCandidates: string[];
  readonly #waiting: (() => void)[] = [];
  readonly #logger: Logger;
  #remoteSet = false;
  #early: IceCandidate[] = [];
  #closed = false;

  constructor(name: string, settings: PeerSettings, logger: Logger, onState: (state: string) => void) {
    this.#logger = logger;
    this.connection = new datachannel.PeerConnection(name, {
      iceServers: [],
      disableAutoNegotiation: true,
      forceMediaTransport: true,
      enableIceTcp: false,
      enableIceUdpMux: true,
      portRangeBegin: settings.udpPort,
      portRangeEnd: settings.udpPort,
      mtu: 1400,
      maxMessageSize: 65_536,
      ...(settings.bindAddress === null ? {} : { bindAddress: settings.bindAddress }),
    });
    const extra = settings.bindAddress === null ? ['127.0.0.1'] : [];
    if (settings.publicAddress !== null) extra.push(settings.publicAddress);
    this.extraCandidates = extraCandidates(extra, settings.udpPort);
    this.connection.onStateChange(guard(logger, onState));
    this.connection.onGatheringStateChange(
      guard(logger, (state) => {
        if (state === 'complete') for (const resume of this.#waiting.splice(0)) resume();
      }),
    );
  }

  /** Makes the local description and waits until its candidates are in it (immediate, as they are the machine's own addresses). @throws when it is closed, by whichever side */
  async describe(type: 'offer' | 'answer'): Promise<string> {
    makeLocalDescription(this.connection, type);
    if (this.connection.gatheringState() !== 'complete') await new Promise<void>((resume) => this.#waiting.push(resume));
    const description = this.#closed ? null : this.connection.localDescription();
    if (description === null) throw new Error('the peer connection is closed');
    return description.sdp;
  }

  /** Applies the other side's description, then the candidates that came before it. @throws when the description is malformed */
  setRemote(sdp: string, type: DescriptionType): void {
    this.connection.setRemoteDescription(sdp, type);
    this.#remoteSet = true;
    for (const candidate of this.#early.splice(0)) this.addCandidate(candidate);
  }

  /** Adds one of the other side's candidates; malformed ones are ignored. Hidden (mDNS) names are skipped: such a peer's checks reach us first and tell its address. */
  addCandidate(candidate: IceCandidate): void {
    if (this.#closed || candidate.candidate === '' || candidate.candidate.includes('.local ')) return;
    if (!this.#remoteSet) {
      if (this.#early.length < 50) this.#early.push(candidate);
      return;
    }
    if (!attempt(() => this.connection.addRemoteCandidate(candidate.candidate, candidate.mid)))
      this.#logger.debug('a candidate was not accepted');
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    attempt(() => this.connection.close());
    for (const resume of this.#waiting.splice(0)) resume();
  }
}

/** Reads the JSON of a trickled candidate as browsers write it; null when it is malformed or marks the end. */
export function readCandidate(json: string): IceCandidate | null {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null) return null;
    const { candidate, sdpMid } = value as { candidate?: unknown; sdpMid?: unknown };
    if (typeof candidate !== 'string' || candidate === '') return null;
    return { candidate, mid: typeof sdpMid === 'string' ? sdpMid : '0' };
  } catch {
    return null;
  }
}
