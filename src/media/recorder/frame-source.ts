import type { RtpPacket } from '../rtp/packet.ts';
import { createReorderBuffer, type Ordered, type ReorderLimits } from '../rtp/reorder.ts';
import type { TrackClock } from '../rtp/sender-report-clock.ts';
import { createVp8Assembler } from '../rtp/vp8.ts';
import type { RtpSource } from './rtp-source.ts';
import { isServerSilence } from './server-silence.ts';
import type { MediaFrame } from './webm-writer.ts';

/** Lost packets are asked for up to ten times, 60 ms apart; after that waiting longer only loses more in a crash. */
const LIMITS: Record<RtpSource['kind'], ReorderLimits> = {
  video: { capacity: 256, patienceMilliseconds: 700 },
  audio: { capacity: 32, patienceMilliseconds: 400 },
};
/** LiveKit ends a track with blank pictures of 8 by 8 pixels; no camera makes such. */
const SMALLEST_PICTURE = 16;

/** A frame on the recorder's clock. */
export type TimedFrame = Omit<MediaFrame, 'milliseconds'> & { readonly clockMilliseconds: number };

/** Turns the packets of one source into whole frames with their times. */
export interface FrameSource {
  readonly kind: 'audio' | 'video';
  /** Gives up what was waited for too long; call it a few times a second. */
  tick(now: number): void;
  /** Gives out what is still held and listens no more. */
  detach(): void;
}

export interface FrameSourceListener {
  frame(frame: TimedFrame): void;
  /** Packets of media read, and packets never received. */
  packets(received: number, lost: number): void;
}

/** Listens to a source until detached. */
export function createFrameSource(source: RtpSource, clock: TrackClock, listener: FrameSourceListener): FrameSource {
  const buffer = createReorderBuffer(LIMITS[source.kind]);
  const assembler = createVp8Assembler();
  let detached = false;

  const takeVideo = (packet: RtpPacket, now: number): void => {
    const clockMilliseconds = clock.toMilliseconds(packet.timestamp, now);
    const frame = assembler.push(packet);
    if (frame === null || frame.width < SMALLEST_PICTURE) return;
    const { key, width, height, data } = frame;
    listener.frame({ kind: 'video', clockMilliseconds, key, width, height, data });
  };
  const takeAudio = (packet: RtpPacket, now: number): void => {
    const clockMilliseconds = clock.toMilliseconds(packet.timestamp, now);
    listener.frame({ kind: 'audio', clockMilliseconds, key: true, width: 0, height: 0, data: packet.payload });
  };
  const take = (ordered: readonly Ordered[], now: number): void => {
    for (const item of ordered) {
      if (item.type === 'lost') {
        listener.packets(0, item.packets);
        assembler.lost();
        continue;
      }
      // Padding, with which servers probe the network, is no media.
      if (item.packet.payload.length === 0 || (source.kind === 'audio' && isServerSilence(item.packet.payload))) continue;
      listener.packets(1, 0);
      if (source.kind === 'video') takeVideo(item.packet, now);
      else takeAudio(item.packet, now);
    }
    if (source.kind === 'video' && assembler.wantsKeyFrame && !detached) source.requestKeyframe();
  };

  source.onRtp((packet, arrivedAt) => {
    if (!detached) take(buffer.push(packet, arrivedAt), arrivedAt);
  });
  source.onSenderReport((report) => clock.onSenderReport(report));
  if (source.kind === 'video') source.requestKeyframe();

  let lastNow = 0;
  return {
    kind: source.kind,
    tick(now) {
      lastNow = now;
      if (!detached) take(buffer.expire(now), now);
    },
    detach() {
      detached = true;
      take(buffer.flush(), lastNow);
    },
  };
}
