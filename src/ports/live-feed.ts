/** What a page is told: ids only. The same shapes as in the contract. */
export type LiveNotice =
  | { readonly type: 'visit-changed'; readonly visitId: string }
  | { readonly type: 'call-changed'; readonly visitId: string }
  | { readonly type: 'station-changed'; readonly stationId: string };

/** Whom a notice is for: staff of the facility, and the named visitor, resident and station. */
export interface LiveAddress {
  readonly agencyId: string;
  readonly facilityId: string;
  readonly visitorId?: string;
  readonly residentId?: string;
  readonly stationId?: string;
}

export interface LiveNote {
  readonly event: LiveNotice;
  readonly to: LiveAddress;
}

export interface LiveListener {
  hear(note: LiveNote): void;
  /** Notices may have been missed: whoever shows something must read it again. */
  lost(): void;
}

/** Hears what every app process announces. */
export interface LiveFeed {
  /** Answers how to stop listening. */
  listen(listener: LiveListener): () => void;
  close(): Promise<void>;
}
