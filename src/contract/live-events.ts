/**
 * What a page is told over server-sent events: ids only, never content. The page fetches again what it shows; on reopening the stream it
 * fetches everything it shows once.
 */
export type LiveEvent =
  | { readonly type: 'visit-changed'; readonly visitId: string }
  | { readonly type: 'call-changed'; readonly visitId: string }
  | { readonly type: 'station-changed'; readonly stationId: string }
  | { readonly type: 'signed-out' };
