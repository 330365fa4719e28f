/** One m-line of the server's offer that carries a track to us. */
export interface OfferedTrack {
  readonly mid: string;
  readonly kind: 'audio' | 'video';
  readonly ssrc: number;
  /** SID of the publishing participant's stay (`PA_…`): it changes when the participant comes back. */
  readonly participantSid: string;
  /** SID of the track (`TR_…`). */
  readonly trackSid: string;
}

const WANTED = { video: 'vp8/90000', audio: 'opus/48000' } as const;

/**
 * Reduces the server's offer to what a recorder wants before it is answered: one codec a section (plain Opus, so that the server
 * takes RED apart and repairs from it; VP8), no RTX (resent packets then come on the track's own SSRC), no header extensions, no
 * REMB and no transport-wide feedback (so that the server never lowers the quality for the recorder).
 */
export function reduceSubscriberOffer(sdp: string): string {
  const [session, ...sections] = splitSections(sdp);
  const reduced = sections.map((section) => (mediaKind(section) === null ? section : reduceSection(section)));
  return [(session ?? '').replace(/^a=extmap-allow-mixed\r\n/gm, ''), ...reduced].join('');
}

/** The tracks that an offer carries now; sections that were stopped or never sent are left out. */
export function readOfferedTracks(sdp: string): OfferedTrack[] {
  return splitSections(sdp)
    .slice(1)
    .flatMap((section) => {
      const kind = mediaKind(section);
      const ssrc = /^a=ssrc:(\d+)/m.exec(section)?.[1];
      const msid = /^a=msid:(\S+) (\S+)/m.exec(section);
      const mid = /^a=mid:(\S+)/m.exec(section)?.[1];
      const live = /^a=(sendrecv|sendonly)/m.test(section) && !/^m=\w+ 0 /.test(section);
      if (kind === null || !live || ssrc === undefined || mid === undefined || msid?.[1] === undefined || msid[2] === undefined) return [];
      return [{ mid, kind, ssrc: Number(ssrc), participantSid: msid[1].split('|')[0] ?? '', trackSid: msid[2] }];
    });
}

function reduceSection(section: string): string {
  const kind = mediaKind(section) ?? 'video';
  const payloadTypes = [...section.matchAll(/^a=rtpmap:(\d+) (\S+)/gm)];
  const wanted = payloadTypes.find(([, , codec]) => codec?.toLowerCase().startsWith(WANTED[kind]))?.[1];
  // Sections without our codec stay as they are: the answer then refuses them.
  if (wanted === undefined) return section;
  const resent = [...section.matchAll(/^a=ssrc-group:FID \d+ (\d+)/gm)].map(([, ssrc]) => `a=ssrc:${ssrc} `);
  const lines = section.split('\r\n').filter((line) => {
    const format = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+)/.exec(line)?.[1];
    if (format !== undefined) return format === wanted && !/transport-cc|goog-remb/.test(line);
    return !/^a=(rid|simulcast|extmap|ssrc-group)/.test(line) && !resent.some((start) => line.startsWith(start));
  });
  lines[0] = (lines[0] ?? '').replace(/^(m=\w+ \d+ \S+) .*/, `$1 ${wanted}`);
  return lines.join('\r\n');
}

function mediaKind(section: string): 'audio' | 'video' | null {
  const kind = /^m=(\w+)/.exec(section)?.[1];
  return kind === 'audio' || kind === 'video' ? kind : null;
}

/** The part before the first m-line, then each m-line with its attributes. */
function splitSections(sdp: string): string[] {
  return sdp.split(/(?=^m=)/m);
}
