import { createSlidingLeast } from './sliding-least.ts';

/** What a sender report says about time: at this instant of the sender's clock the stream stood at this timestamp. */
export interface ReportedInstant {
  /** Unix milliseconds on the sender's clock, with fractions. */
  readonly ntpMilliseconds: number;
  readonly rtpTimestamp: number;
}

/** Maps the timestamps of one track to a clock that all tracks of its sender share. */
export interface TrackClock {
  /** When this packet's media happened, in milliseconds on the receiver's clock. Call it in packet order. */
  toMilliseconds(rtpTimestamp: number, arrivedAt: number): number;
  onSenderReport(report: ReportedInstant): void;
  /** True once a sender report tells this track's time. */
  readonly followsReports: boolean;
}

/** The clock of one sender. */
export interface SenderClock {
  /**
   * A clock for one of its tracks; `rate` is the timestamps' units a second. Sound leads: it is never moved back or stretched, since
   * players play it through without looking at its times, and the picture is moved to it.
   */
  addTrack(rate: number, leads: boolean): TrackClock;
}

/** Share of media time by which a picture may be moved: a correction of 100 ms takes 2 s. */
const SLEW = 0.05;
/** Arrival minus timestamp is least when the network delays least; the least of the last one to two windows counts. */
const WINDOW_MILLISECONDS = 10_000;
/**
 * Reports whose median counts: browsers place sound in steps of their audio buffers, so that single reports are off by up to 25 ms
 * either way (measured with Chromium; those of pictures are right within 1 ms). Eight are 25 to 40 seconds, in which clocks drift by 4 ms at most.
 */
const REPORTS = 8;
/**
 * A report that differs by more than that scatter may tell of a step: a busy sender lost sound before it was numbered. It may as well be
 * wrong: under load single reports are off by 100 ms, and a first one was by 280.
 */
const STEP_MILLISECONDS = 40;
/** Lost sound makes every packet after it late, a busy sender only some. By how much, is known from their arrival to within so much. */
const LATE_WINDOW_MILLISECONDS = 500;
const LATE_MILLISECONDS = 30;
/** A report further than this from the arrival times is not believed. */
const BELIEVABLE_MILLISECONDS = 1000;
/**
 * A step in the reports of the sound is believed at once if its packets have come so much later or earlier for a while; else when so many reports in a
 * row agree, or two when there is but one that they contradict.
 * A LiveKit server (1.13.5) reports every 3 s, and after a mute it may report timestamps that it no longer sends until the sender itself reports
 * again, which browsers do within 8 s: three reports in a row can be wrong together.
 */
const AGREEING_REPORTS = 4;
/** Only into a gap in the sound longer than this it may be moved back. */
const GAP_MILLISECONDS = 100;
/** By how much the arrival of sound may differ from what its timestamps say without meaning anything. */
const SCATTER_MILLISECONDS = 60;
/** Media from further in the future than this, or older than this, means that the sender's timestamps began anew. */
const AHEAD_MILLISECONDS = 2000;
const BEHIND_MILLISECONDS = 10_000;

/**
 * Tracks start on the arrival clock at once, since sender reports come only after 3 to 8 seconds. The reports of the sound tie the
 * sender's clock to ours without moving the sound; the picture is then slewed to where its own reports put it.
 */
export function createSenderClock(): SenderClock {
  /** Our clock minus the sender's, once a report has told. */
  let senderOffset: number | null = null;

  const addTrack = (rate: number, leads: boolean): TrackClock => {
    const perUnit = 1000 / rate;
    let lastTimestamp: number | null = null;
    /** Arrival minus `elapsed` of the newest packet. */
    let newestArrival = 0;
    /** Milliseconds since the track's first timestamp, unwrapped. */
    let elapsed = 0;
    /** Added to `elapsed` gives our clock. */
    let offset = 0;
    let followsReports = false;
    /** The sender's clock minus `elapsed`, of the newest reports. */
    let reported: number[] = [];
    /** The newest reports in a row that the arrivals contradict and that agree with each other. */
    let doubted: number[] = [];
    /** The least arrival minus `elapsed` when a report was last believed. */
    let leastThen = 0;
    const leastArrival = createSlidingLeast(WINDOW_MILLISECONDS);
    const leastOfLate = createSlidingLeast(LATE_WINDOW_MILLISECONDS);

    const begin = (arrivedAt: number): void => {
      offset = arrivedAt - elapsed;
      leastArrival.restart(offset, arrivedAt);
      leastOfLate.restart(offset, arrivedAt);
      followsReports = false;
      reported = [];
      doubted = [];
    };
    const watchArrival = (arrivedAt: number): void => {
      newestArrival = arrivedAt - elapsed;
      leastArrival.add(newestArrival, arrivedAt);
      leastOfLate.add(newestArrival, arrivedAt);
    };
    /** Sound that would have happened long after it arrived is put where it arrived. */
    const placeAfterGap = (leastBeforeGap: number): void => {
      if (newestArrival - offset >= -SCATTER_MILLISECONDS) return;
      offset = newestArrival;
      // A LiveKit server may put all timestamps after a mute ahead, by 200 ms and more; what it reported was of those before the mute.
      const ahead = leastBeforeGap - newestArrival;
      if (ahead <= SCATTER_MILLISECONDS) return;
      reported = reported.map((value) => value - ahead);
      leastThen -= ahead;
    };
    const isSeenInArrivals = (step: number): boolean =>
      step > 0 ? leastOfLate.least - leastThen >= step - LATE_MILLISECONDS : leastArrival.least - leastThen <= step + LATE_MILLISECONDS;

    return {
      get followsReports() {
        return followsReports;
      },
      toMilliseconds(rtpTimestamp, arrivedAt) {
        if (lastTimestamp === null) {
          lastTimestamp = rtpTimestamp;
          begin(arrivedAt);
          return offset;
        }
        const step = ((rtpTimestamp - lastTimestamp) | 0) * perUnit;
        lastTimestamp = rtpTimestamp;
        elapsed += step;
        const late = arrivedAt - (elapsed + offset);
        if (late < -AHEAD_MILLISECONDS || late > BEHIND_MILLISECONDS) begin(arrivedAt);
        const leastUntilNow = leastArrival.least;
        watchArrival(arrivedAt);
        if (leads) {
          if (step > GAP_MILLISECONDS) placeAfterGap(leastUntilNow);
          return elapsed + offset;
        }
        const target = followsReports && senderOffset !== null ? senderOffset + median(reported) : leastArrival.least;
        const most = Math.min(Math.abs(step), 1000) * SLEW;
        // Forward over a step at once, as a gap is what the sender made; back only slowly, as times must not.
        if (followsReports && target - offset > STEP_MILLISECONDS) offset = target;
        else offset += Math.max(-most, Math.min(most, target - offset));
        return elapsed + offset;
      },
      onSenderReport({ ntpMilliseconds, rtpTimestamp }) {
        if (lastTimestamp === null) return;
        const at = elapsed + ((rtpTimestamp - lastTimestamp) | 0) * perUnit;
        const byArrival = leastArrival.least;
        senderOffset ??= at + byArrival - ntpMilliseconds;
        if (!leads && Math.abs(senderOffset + ntpMilliseconds - at - byArrival) > BELIEVABLE_MILLISECONDS) return;
        const newest = ntpMilliseconds - at;
        const step = reported.length === 0 ? 0 : newest - median(reported);
        const stepped = Math.abs(step) > STEP_MILLISECONDS;
        if (leads && stepped && !isSeenInArrivals(step)) {
          const agrees = Math.abs(newest - (doubted.at(-1) ?? newest)) <= STEP_MILLISECONDS;
          doubted = agrees ? [...doubted, newest] : [newest];
          if (doubted.length < (reported.length === 1 ? 2 : AGREEING_REPORTS)) return;
          reported = doubted;
        } else {
          reported = stepped ? [newest] : [...reported, newest].slice(-REPORTS);
          if (leads && stepped && step > 0 && step < BELIEVABLE_MILLISECONDS) offset += step;
        }
        doubted = [];
        leastThen = byArrival;
        followsReports = true;
        if (leads) senderOffset = offset - median(reported);
      },
    };
  };
  return { addTrack };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
