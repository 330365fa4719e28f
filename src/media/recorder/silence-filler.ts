import { opusMilliseconds } from './opus-duration.ts';
import type { MediaFrame } from './webm-writer.ts';

/** An Opus packet of 20 ms of silence: fullband CELT, mono, the one LiveKit and others send when a microphone is muted. */
export const OPUS_SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const SILENCE_MILLISECONDS = 20;
/** Sound that is this late may still come; what is older is filled while the microphone stays silent. */
const PATIENCE_MILLISECONDS = 1500;

/**
 * Fills holes in the sound (a muted microphone, silence the browser does not send, lost packets) with silence. Chromium plays a file's
 * sound through without looking at its times, so that after a hole of a second all sound would come a second early (tried).
 */
export interface SilenceFiller {
  /** Silence to write before a packet that begins at `milliseconds`; then counts the packet as written. */
  before(milliseconds: number, packet: Uint8Array): MediaFrame[];
  /** Silence to write now that the file has reached `milliseconds` and no sound came. */
  until(milliseconds: number): MediaFrame[];
}

/** A filler for a file that has no sound yet; sound that begins late is no hole. */
export function createSilenceFiller(): SilenceFiller {
  /** Where the sound written so far ends for a player that plays it through. */
  let playedUntil: number | null = null;

  const fill = (milliseconds: number): MediaFrame[] => {
    const silence: MediaFrame[] = [];
    if (playedUntil === null) return silence;
    for (; playedUntil + SILENCE_MILLISECONDS <= milliseconds; playedUntil += SILENCE_MILLISECONDS)
      silence.push({ kind: 'audio', milliseconds: Math.round(playedUntil), key: true, width: 0, height: 0, data: OPUS_SILENCE });
    return silence;
  };
  return {
    before(milliseconds, packet) {
      const silence = fill(milliseconds);
      playedUntil = (playedUntil ?? milliseconds) + opusMilliseconds(packet);
      return silence;
    },
    until: (milliseconds) => fill(milliseconds - PATIENCE_MILLISECONDS),
  };
}
