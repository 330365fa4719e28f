import type { Temporal } from '../shared/time.ts';
import type { CallSide } from './call-events.ts';

/** What one side looks like from the servers at one moment. */
export interface SideObservation {
  /** Connected to the media server, and has begun to send, if only muted: whoever stands at the door is not there yet. */
  readonly inRoom: boolean;
  /** Arrival of the newest packet of any track that is not muted; null when none ever came. */
  readonly lastPacketAt: Temporal.Instant | null;
  /** True when every published track is muted by its owner: silence is then no loss (V4). */
  readonly mutedByOwner: boolean;
  /** Bytes of this side are on the recorder's disk, in a file that is still open. */
  readonly beingWritten: boolean;
}

/** What the watcher sees of a call; `recorder: 'lost'` covers no answer, a dead process and a recorder that stopped writing. */
export interface CallObservation {
  readonly recorder: 'joining' | 'recording' | 'lost';
  readonly mediaServer: 'answering' | 'lost';
  /** When the look before this one was taken, by any process; null at the first. */
  readonly lookedBeforeAt: Temporal.Instant | null;
  readonly sides: Readonly<Record<CallSide, SideObservation>>;
}
