import { OPUS_SILENCE } from './silence-filler.ts';

/**
 * True for a packet of silence that a LiveKit server (seen with 1.13.5) made by itself: Opus silence filled up with zeros to 80 bytes. It sends them
 * for a second at a mute and for five to somebody who subscribes to a muted microphone. Nobody said them, and their timestamps are not the
 * sender's: they run ahead by as long as the server takes the sender's packets to be late (230 ms were seen), after one that repeats the last timestamp.
 * No encoder makes them: 20 ms of silence are three bytes.
 */
export function isServerSilence(opus: Uint8Array): boolean {
  if (opus.length <= OPUS_SILENCE.length) return false;
  return opus.every((byte, index) => byte === (OPUS_SILENCE[index] ?? 0));
}
