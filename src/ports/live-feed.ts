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

/** Hears what every app process announces. `close` stops it for good. */
export interface LiveFeed {
  listen(hear: (note: LiveNote) => void): () => void;
  close(): Promise<void>;
}
