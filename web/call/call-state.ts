import type { CallView } from './call-api.ts';

/** Where this page's own connection to the media server stands. */
export type LinkPhase = 'off' | 'joining' | 'joined' | 'reconnecting' | 'taken-over' | 'over';

/** What the call screen shows. `who`: whose connection is missing, from the reader's view. */
export type CallPicture =
  /** `long`: so long that the network probably lets no video through. */
  | { readonly kind: 'connecting'; readonly long: boolean }
  /** The other one is not in the room yet. */
  | { readonly kind: 'waiting-for-other' }
  /** Both are there; the recorder, or the booked start, is awaited. */
  | { readonly kind: 'starting'; readonly startsIn: number }
  | { readonly kind: 'live'; readonly secondsLeft: number; readonly warning: number | null }
  | { readonly kind: 'interrupted'; readonly who: 'me' | 'other' | 'platform'; readonly secondsLeft: number }
  | { readonly kind: 'taken-over' }
  | { readonly kind: 'ended'; readonly cause: string | null };

/** Statuses of a visit after which there is no call any more. */
const over: readonly CallView['visitStatus'][] = ['ended', 'cancelled', 'no-show', 'denied', 'withdrawn', 'expired'];

/** Whether this visit's call is behind us. */
export function isOver(view: CallView): boolean {
  return view.status === 'ended' || over.includes(view.visitStatus);
}

/** Seconds that connecting may take before the page says what may be wrong; on a slow phone it takes three. */
const LONG_SECONDS = 15;

/**
 * The picture of a call: what the server says, the page's own connection, and whether anything of the other is seen or heard.
 * @param now milliseconds since 1970 by the server's clock
 * @param linkSince when the page's own connection came or went, by the same clock
 */
export function picture(view: CallView, link: LinkPhase, now: number, linkSince: number): CallPicture {
  if (isOver(view) || link === 'over') return { kind: 'ended', cause: view.endCause };
  if (link === 'taken-over') return { kind: 'taken-over' };
  if (view.liveAt !== null && view.callEndsAt !== null) return running(view, link, secondsUntil(view.callEndsAt, now));
  if (link !== 'joined') return { kind: 'connecting', long: now - linkSince >= LONG_SECONDS * 1000 };
  if (!view.other.present) return { kind: 'waiting-for-other' };
  return { kind: 'starting', startsIn: secondsUntil(view.startsAt, now) };
}

/** One's own lost connection is known here before the server notices it. */
function running(view: CallView, link: LinkPhase, secondsLeft: number): CallPicture {
  if (link !== 'joined') return { kind: 'interrupted', who: 'me', secondsLeft };
  if (view.status === 'interrupted') return { kind: 'interrupted', who: view.interrupted?.who ?? 'platform', secondsLeft };
  return { kind: 'live', secondsLeft, warning: warningAt(view, secondsLeft) };
}

/** How long a warning that another one will follow stays on the screen. */
const WARNING_SECONDS = 30;

/** As the server warns: not at a time that was past when the call went live. The last warning stays until the end. */
function warningAt({ warningsSeconds, liveAt, callEndsAt }: CallView, secondsLeft: number): number | null {
  const leftAtLive = (Date.parse(callEndsAt ?? '') - Date.parse(liveAt ?? '')) / 1000;
  const told = warningsSeconds.filter((seconds) => seconds <= leftAtLive);
  const due = told.filter((seconds) => secondsLeft <= seconds);
  if (due.length === 0) return null;
  const newest = Math.min(...due);
  return newest === Math.min(...told) || secondsLeft > newest - WARNING_SECONDS ? newest : null;
}

/** Whole seconds until an ISO instant, never below zero. */
export function secondsUntil(instant: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000));
}

/** Where the waiting room is: before its opening, open, or past. */
export function roomPhase(view: CallView, now: number): 'early' | 'open' | 'over' {
  if (isOver(view)) return 'over';
  if (view.visitStatus === 'joinable' || view.visitStatus === 'in-call') return 'open';
  return now >= Date.parse(view.endsAt) ? 'over' : 'early';
}
