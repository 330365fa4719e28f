/** What one m-line of a publisher's offer or a subscriber's answer says, as far as forwarding needs it. */
export interface MediaSection {
  mid: string;
  kind: 'audio' | 'video' | 'application';
  /** True when the describing side sends here. */
  sends: boolean;
  /** The publisher's name for the track (`cid` of its announcement), from the `msid` line. */
  trackId: string | null;
  ssrc: number | null;
  /** Payload types by lower-case codec name. */
  payloadTypes: Map<string, number>;
  /** True when lost packets may be asked for again; browsers agree to it for pictures only. */
  resends: boolean;
  /** Id of the transport-wide sequence number extension. */
  transportSequenceId: number | null;
}

const transportSequence = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';

/** The m-lines of a session description, in order. */
export function readSections(sdp: string): MediaSection[] {
  return splitSections(sdp).slice(1).map(readSection);
}

function readSection(section: string): MediaSection {
  const kind = /^m=(\w+)/.exec(section)?.[1];
  const rejected = /^m=\w+ 0 /.test(section) && !/^a=bundle-only/m.test(section);
  const payloadTypes = new Map<string, number>();
  for (const [, type, codec] of section.matchAll(/^a=rtpmap:(\d+) ([^/\s]+)/gm)) {
    const name = (codec ?? '').toLowerCase();
    if (!payloadTypes.has(name)) payloadTypes.set(name, Number(type));
  }
  const extension = new RegExp(`^a=extmap:(\\d+)(?:/\\w+)? ${transportSequence}`, 'm').exec(section)?.[1];
  const ssrc = /^a=ssrc:(\d+)/m.exec(section)?.[1];
  return {
    mid: /^a=mid:(\S+)/m.exec(section)?.[1] ?? '',
    kind: kind === 'audio' || kind === 'video' ? kind : 'application',
    sends: !rejected && !/^a=(recvonly|inactive)/m.test(section),
    trackId: /^a=msid:\S+ (\S+)/m.exec(section)?.[1] ?? null,
    ssrc: ssrc === undefined ? null : Number(ssrc),
    payloadTypes,
    resends: /^a=rtcp-fb:\S+ nack\r?$/m.test(section),
    transportSequenceId: extension === undefined ? null : Number(extension),
  };
}

/**
 * Reduces a publisher's offer to what the engine forwards, before node-datachannel answers it (which would accept everything): VP8, Opus and, first so
 * that the publisher uses it, RED; no RTX (resent packets come on the same SSRC), no simulcast, no header extension but the transport-wide number, no REMB.
 */
export function reduceOffer(sdp: string): string {
  const [head, ...sections] = splitSections(sdp);
  const reduced = sections.map((section) => (/^m=(audio|video)/.test(section) ? reduceSection(section) : section));
  return [(head ?? '').replace(/^a=extmap-allow-mixed\r\n/gm, ''), ...reduced].join('');
}

function reduceSection(section: string): string {
  const { kind, payloadTypes } = readSection(section);
  const wanted = (kind === 'video' ? ['vp8'] : ['red', 'opus']).flatMap((codec) => payloadTypes.get(codec) ?? []);
  const lines = section.split('\r\n').filter((line) => {
    const format = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+)/.exec(line)?.[1];
    if (format !== undefined) return wanted.includes(Number(format)) && !/goog-remb/.test(line);
    if (line.startsWith('a=extmap')) return line.includes(transportSequence);
    return !/^a=(rid|simulcast|ssrc-group)/.test(line);
  });
  lines[0] = (lines[0] ?? '').replace(/^(m=\w+ \d+ \S+) .*/, `$1 ${wanted.join(' ')}`);
  return lines.join('\r\n');
}

/**
 * An answer in which every m-line on which the publisher no longer sends is inactive. node-datachannel keeps answering such lines as receiving, which
 * browsers refuse ("incompatible send direction").
 */
export function matchDirections(answer: string, offer: MediaSection[]): string {
  const [head, ...sections] = splitSections(answer);
  const silent = new Set(offer.filter((section) => section.kind !== 'application' && !section.sends).map((section) => section.mid));
  const matched = sections.map((section) =>
    silent.has(readSection(section).mid) ? section.replace(/^a=(recvonly|sendrecv|sendonly)\r$/m, 'a=inactive\r') : section,
  );
  return [head ?? '', ...matched].join('');
}

/** An offer whose maker insists on beginning the DTLS handshake (RFC 8842, section 5.2), where it left that to the other side. */
export function beginHandshake(offer: string): string {
  return offer.replace(/^a=setup:actpass\r$/gm, 'a=setup:active\r');
}

/** Takes the candidates out of a description, to be sent later one by one. */
export function splitCandidates(sdp: string): { sdp: string; candidates: string[] } {
  const candidates = [...sdp.matchAll(/^a=(candidate:.*)\r\n/gm)].map(([, candidate]) => candidate ?? '');
  return { sdp: sdp.replace(/^a=(candidate:.*|end-of-candidates)\r\n/gm, ''), candidates: [...new Set(candidates)] };
}

/**
 * Host candidates for addresses that the transport cannot find by itself: the loopback address (it skips it when bound to every address) and the
 * public address of a machine behind a port forward. Priority below the found ones (RFC 8445, section 5.1.2.1).
 */
export function extraCandidates(addresses: string[], port: number): string[] {
  return addresses.map((address, index) => {
    const priority = 126 * 2 ** 24 + (1000 - index) * 2 ** 8 + 255;
    return `candidate:9${index} 1 UDP ${priority} ${address} ${port} typ host`;
  });
}

/** Puts candidates into every m-line that has candidates already, or else into the first. */
export function addCandidates(sdp: string, candidates: string[]): string {
  if (candidates.length === 0) return sdp;
  const lines = candidates.map((candidate) => `a=${candidate}\r\n`).join('');
  const [head, ...sections] = splitSections(sdp);
  const carriers = sections.some((section) => section.includes('a=candidate:'))
    ? (section: string) => section.includes('a=candidate:')
    : (_: string, index: number) => index === 0;
  const extended = sections.map((section, index) =>
    carriers(section, index) ? section.replace(/^a=end-of-candidates\r\n/m, '') + lines : section,
  );
  return [head ?? '', ...extended].join('');
}

/** The part before the first m-line, then each m-line with its attributes; every part ends with a line break. */
function splitSections(sdp: string): string[] {
  return sdp.split(/(?=^m=)/m);
}
