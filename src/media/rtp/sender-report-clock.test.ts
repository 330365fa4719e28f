import { expect, test } from 'vitest';
import { createSenderClock } from './sender-report-clock.ts';

const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

/**
 * Plays a sender whose picture takes `videoDelay` ms longer to arrive than its sound, with reports every 4 s.
 * Returns, for each second, by how much the picture is placed later than the sound of the same moment.
 */
function offsets({
  videoDelay,
  seconds,
  reports = true,
  jitter = () => 0,
  driftPerMillion = 0,
}: {
  videoDelay: number;
  seconds: number;
  reports?: boolean;
  jitter?: () => number;
  driftPerMillion?: number;
}): number[] {
  const clock = createSenderClock();
  const audio = clock.addTrack(48_000, true);
  const video = clock.addTrack(90_000, false);
  const arrivesFrom = 1_000_000;
  const ntpFrom = 7_777_000;
  const audioRate = 48 * (1 + driftPerMillion / 1e6);
  const differences: number[] = [];
  let audioAt = 0;
  for (let at = 0; at < seconds * 1000; at += 20) {
    audioAt = audio.toMilliseconds((4_294_900_000 + Math.round(at * audioRate)) >>> 0, arrivesFrom + at + 30 + jitter());
    const videoAt = at % 40 === 0 ? video.toMilliseconds((123 + at * 90) >>> 0, arrivesFrom + at + 30 + videoDelay + jitter()) : null;
    if (videoAt !== null && at % 1000 === 0) differences.push(videoAt - audioAt);
    if (reports && at % 4000 === 3000) {
      audio.onSenderReport({ ntpMilliseconds: ntpFrom + at, rtpTimestamp: (4_294_900_000 + Math.round(at * audioRate)) >>> 0 });
      video.onSenderReport({ ntpMilliseconds: ntpFrom + at, rtpTimestamp: (123 + at * 90) >>> 0 });
    }
  }
  return differences;
}

test('media is placed at once, before any report, on the arrival clock', () => {
  expect(offsets({ videoDelay: 80, seconds: 1, reports: false })[0]).toBeCloseTo(80, 5);
});

test('reports bring sound and picture of one moment together, slowly', () => {
  const found = offsets({ videoDelay: 120, seconds: 12 });
  expect(found[3]).toBeCloseTo(120, 0);
  expect(found[4]).toBeGreaterThan(60);
  expect(found[4]).toBeLessThan(100);
  expect(found.at(-1)).toBeCloseTo(0, 0);
});

test('arrival jitter does not move the times once reports tell them', () => {
  let turn = 0;
  const found = offsets({ videoDelay: 50, seconds: 20, jitter: () => (turn++ * 37) % 60 });
  for (const offset of found.slice(8)) expect(Math.abs(offset)).toBeLessThan(60);
  expect(Math.max(...found.slice(12)) - Math.min(...found.slice(12))).toBeLessThan(2);
});

test('reports that scatter by 25 ms, as those of sound in browsers do, scatter the times by much less', () => {
  const clock = createSenderClock();
  const audio = clock.addTrack(48_000, true);
  const video = clock.addTrack(90_000, false);
  const scatter = [0, 25, 5, 15, -25, -24, 10, -3, 25, -25, 0, 12];
  const found: number[] = [];
  for (let at = 0; at < 60_000; at += 20) {
    const sound = audio.toMilliseconds(at * 48, at);
    const picture = video.toMilliseconds(at * 90, at + 40);
    if (at > 30_000) found.push(picture - sound);
    if (at % 3000 !== 2000) continue;
    audio.onSenderReport({ ntpMilliseconds: at + (scatter[((at / 1000 / 3) % 12) | 0] ?? 0), rtpTimestamp: at * 48 });
    video.onSenderReport({ ntpMilliseconds: at, rtpTimestamp: at * 90 });
  }
  expect(Math.max(...found.map(Math.abs))).toBeLessThan(15);
});

test('sound that a busy sender lost is followed with the next report', () => {
  const clock = createSenderClock();
  const audio = clock.addTrack(48_000, true);
  const video = clock.addTrack(90_000, false);
  const found: number[] = [];
  for (let at = 0; at < 20_000; at += 20) {
    // After 10 s the sender skips 150 ms of sound without numbering it.
    const missing = at < 10_000 ? 0 : 150;
    const sound = audio.toMilliseconds((at - missing) * 48, at);
    const picture = video.toMilliseconds(at * 90, at);
    if (at % 1000 === 0) found.push(Math.round(picture - sound));
    if (at % 3000 !== 2000) continue;
    audio.onSenderReport({ ntpMilliseconds: at, rtpTimestamp: (at - missing) * 48 });
    video.onSenderReport({ ntpMilliseconds: at, rtpTimestamp: at * 90 });
  }
  expect(found.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(found[10]).toBe(150);
  expect(found.slice(12)).toEqual(Array(8).fill(0));
});

/**
 * How far pictures are placed from sound, second by second, of a busy sender: `reports` are [at, ms by which the report of the sound is wrong];
 * its newest packet is then late by `late` ms, and no other.
 */
function whileBusy(reports: readonly (readonly [number, number])[], late: number): number[] {
  const clock = createSenderClock();
  const audio = clock.addTrack(48_000, true);
  const video = clock.addTrack(90_000, false);
  const found: number[] = [];
  for (let at = 0; at < 20_000; at += 20) {
    const report = reports.find(([reportedAt]) => reportedAt === at);
    const sound = audio.toMilliseconds(at * 48, report ? at + late : at);
    const picture = video.toMilliseconds(at * 90, at);
    if (at % 1000 === 0) found.push(Math.round(picture - sound));
    if (report) audio.onSenderReport({ ntpMilliseconds: at + report[1], rtpTimestamp: at * 48 });
    if (at % 1000 === 500) video.onSenderReport({ ntpMilliseconds: at, rtpTimestamp: at * 90 });
  }
  return found;
}
const busyAt = (...errors: number[]) => errors.map((error, index) => [3000 + index * 3000, error] as const);

test('one report that a busy sender made wrong, as it sent a packet late, moves nothing', () => {
  for (const error of [100, 50, -50, -100]) expect(largest(whileBusy(busyAt(0, error, 0, 0), 100)), `${error} ms`).toBe(0);
});

test('a first report that is wrong is outvoted by the next two', () => {
  for (const error of [280, -280]) {
    const found = whileBusy(busyAt(error, 0, 0, 0), 0);
    expect(Math.abs(found[8] ?? 0)).toBeGreaterThan(100);
    // A picture too late by so much is moved back by a twentieth of the time.
    expect(found.slice(16), `${error} ms`).toEqual([0, 0, 0, 0]);
  }
});

test('a sound card whose clock drifts is followed', () => {
  expect(Math.abs(offsets({ videoDelay: 40, seconds: 600, driftPerMillion: 100 }).at(-1) ?? 99)).toBeLessThan(3);
});

test('times never go back, whatever the reports say', () => {
  const clock = createSenderClock();
  const audio = clock.addTrack(48_000, true);
  const video = clock.addTrack(90_000, false);
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < 10_000; at += 20) {
    audio.toMilliseconds(at * 48, at);
    const placed = video.toMilliseconds(at * 90, at + 200);
    expect(placed).toBeGreaterThan(last);
    last = placed;
    if (at === 1000) {
      audio.onSenderReport({ ntpMilliseconds: at, rtpTimestamp: at * 48 });
      video.onSenderReport({ ntpMilliseconds: at, rtpTimestamp: at * 90 });
    }
  }
});

test('a report that contradicts the arrival times by seconds is not believed', () => {
  const clock = createSenderClock();
  const audio = clock.addTrack(48_000, true);
  const video = clock.addTrack(90_000, false);
  audio.toMilliseconds(0, 1000);
  video.toMilliseconds(0, 1000);
  audio.onSenderReport({ ntpMilliseconds: 5000, rtpTimestamp: 0 });
  video.onSenderReport({ ntpMilliseconds: 9000, rtpTimestamp: 0 });
  expect(audio.followsReports).toBe(true);
  expect(video.followsReports).toBe(false);
});

test('timestamps that begin anew begin anew on the arrival clock', () => {
  const track = createSenderClock().addTrack(90_000, false);
  track.toMilliseconds(0, 1000);
  expect(track.toMilliseconds(2_000_000_000, 1040)).toBeCloseTo(1040, 5);
  expect(track.toMilliseconds(2_000_003_600, 1080)).toBeCloseTo(1080, 5);
});

test('a camera that was off for a minute goes on at the time it comes back', () => {
  const track = createSenderClock().addTrack(90_000, false);
  track.toMilliseconds(0, 1000);
  expect(track.toMilliseconds(60_000 * 90, 61_000)).toBeCloseTo(61_000, 5);
});

test('a gap in the sound that a server made longer than it was is as long as it was; sound without a gap is never moved back', () => {
  const audio = createSenderClock().addTrack(48_000, true);
  const timestampAt = (milliseconds: number) => milliseconds * 48;
  expect(audio.toMilliseconds(timestampAt(0), 5_000)).toBe(5_000);
  expect(audio.toMilliseconds(timestampAt(20), 5_020)).toBe(5_020);
  // A second of silence, of which the timestamps say that it was 1.2 s.
  expect(audio.toMilliseconds(timestampAt(1_220), 6_020)).toBe(6_020);
  expect(audio.toMilliseconds(timestampAt(1_240), 6_040)).toBe(6_040);

  const hasty = createSenderClock().addTrack(48_000, true);
  // The first packet was kept back for 200 ms on its way.
  expect(hasty.toMilliseconds(timestampAt(0), 5_200)).toBe(5_200);
  expect(hasty.toMilliseconds(timestampAt(20), 5_020)).toBe(5_220);
});

/**
 * A sender behind a LiveKit server: sound every 20 ms, a mute from `mutedAt` to `unmutedAt` after which the sound's timestamps are ahead by `ahead` ms
 * more, pictures every 40 ms that travel 50 ms longer. `soundReports` are [at, ms by which the report puts the timestamp ahead of the sender's own].
 */
function behindLiveKit({
  ahead,
  soundReports,
  mutedAt = 8000,
  unmutedAt = 9200,
  stalls = [],
}: {
  ahead: number;
  soundReports: readonly (readonly [number, number])[];
  mutedAt?: number;
  unmutedAt?: number;
  stalls?: readonly (readonly [number, number])[];
}): { at: number; sound: number; picture: number }[] {
  const clock = createSenderClock();
  const audio = clock.addTrack(48_000, true);
  const video = clock.addTrack(90_000, false);
  const found: { at: number; sound: number; picture: number }[] = [];
  const arrival = (at: number) => stalls.find(([from, to]) => at >= from && at < to)?.[1] ?? at;
  let sound = 0;
  for (let at = 0; at < 25_000; at += 20) {
    const silent = at >= mutedAt && at < unmutedAt;
    if (!silent) sound = audio.toMilliseconds((at + (at >= unmutedAt ? ahead : 0)) * 48, arrival(at)) - at;
    if (at % 40 === 0) {
      const picture = video.toMilliseconds(at * 90, at + 50) - at;
      if (!silent) found.push({ at, sound, picture });
    }
    for (const [reportedAt, error] of soundReports)
      if (reportedAt === at) audio.onSenderReport({ ntpMilliseconds: 5_000_000 + at, rtpTimestamp: (at + error) * 48 });
    if (at % 3000 === 1000) video.onSenderReport({ ntpMilliseconds: 5_000_000 + at, rtpTimestamp: at * 90 });
  }
  return found;
}

test('two reports after a mute that put sound 600 ms ahead, though it arrives as before, move neither sound nor picture', () => {
  const found = behindLiveKit({
    ahead: 0,
    soundReports: [
      [3000, 0],
      [6000, 0],
      [9000, 600],
      [12_000, 600],
      [15_000, 0],
      [18_000, 0],
    ],
  });
  expect(largest(found.map(({ sound }) => sound))).toBeLessThan(1);
  expect(largest(found.filter(({ at }) => at > 6000).map(({ sound, picture }) => picture - sound))).toBeLessThan(1);
});

test('while a LiveKit server still reports the timestamps from before a mute, though it has put those after it 203 ms ahead, sound and picture stay together', () => {
  const found = behindLiveKit({
    ahead: 203,
    soundReports: [
      [3000, 0],
      [6000, 0],
      [9000, 0],
      [12_000, 0],
      [15_000, 203],
      [18_000, 203],
    ],
  });
  expect(largest(found.map(({ sound }) => sound))).toBeLessThan(1);
  expect(largest(found.filter(({ at }) => at > 6000).map(({ sound, picture }) => picture - sound))).toBeLessThan(1);
});

test('reports that contradict the arrival of the sound are believed once four in a row agree, and the picture follows', () => {
  const reports = [3000, 6000, 9000, 12_000, 15_000, 18_000].map((at) => [at, at > 6000 ? 150 : 0] as const);
  const found = behindLiveKit({ ahead: 0, soundReports: reports, mutedAt: 99_000, unmutedAt: 99_000 });
  expect(largest(found.map(({ sound }) => sound))).toBeLessThan(1);
  expect(found.findLast(({ at }) => at < 18_000)?.picture).toBeCloseTo(0, 0);
  expect(found.at(-1)?.picture).toBeCloseTo(150, 0);
});

test('a network that stalls and then brings all at once does not move the sound, with reports or without', () => {
  const stalls = [
    [2000, 2400],
    [12_000, 12_700],
  ] as const;
  for (const soundReports of [
    [],
    [
      [3000, 0],
      [6000, 0],
      [9000, 0],
      [12_700, 0],
      [15_000, 0],
    ],
  ] as const) {
    const found = behindLiveKit({ ahead: 0, soundReports, stalls });
    expect(largest(found.map(({ sound }) => sound))).toBeLessThan(1);
  }
});

test('after a first packet that was kept back for 200 ms, a stall does not move the sound back over what is already written', () => {
  const audio = createSenderClock().addTrack(48_000, true);
  audio.toMilliseconds(0, 5_200);
  expect(audio.toMilliseconds(20 * 48, 5_020)).toBe(5_220);
  expect(audio.toMilliseconds(40 * 48, 5_160)).toBe(5_240);
});
