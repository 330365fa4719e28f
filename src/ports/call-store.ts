import type { Call } from '../core/call/call.ts';
import type { CallEvent } from '../core/call/call-events.ts';
import type { VisitId } from '../core/shared/ids.ts';

export interface StoredCall {
  readonly call: Call;
  readonly roomName: string;
}

/** Calls and their events, inside one transaction. */
export interface CallStore {
  create(call: Call, roomName: string): Promise<void>;
  lock(visitId: VisitId): Promise<StoredCall | null>;
  find(visitId: VisitId): Promise<StoredCall | null>;
  byRoom(roomName: string): Promise<StoredCall | null>;
  /** Calls that are not ended: what a starting process must take up again. */
  open(): Promise<readonly StoredCall[]>;
  save(call: Call, events: readonly CallEvent[]): Promise<void>;
  events(visitId: VisitId): Promise<readonly CallEvent[]>;
}
