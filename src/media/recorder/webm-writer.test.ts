import { expect, test } from 'vitest';
import { encodeHead, HEAD_BYTES, VIDEO_TRACK } from './webm-head.ts';
import { readClusters } from './webm-reader.ts';
import { createWebmWriter, LONGEST_CLUSTER_MILLISECONDS, type MediaFrame } from './webm-writer.ts';

const sound = (milliseconds: number): MediaFrame => ({
  kind: 'audio',
  milliseconds,
  key: true,
  width: 0,
  height: 0,
  data: Buffer.from([0xfc, milliseconds & 0xff]),
});
const picture = (milliseconds: number, key = false): MediaFrame => ({
  kind: 'video',
  milliseconds,
  key,
  width: 320,
  height: 240,
  data: Buffer.alloc(50, milliseconds & 0xff),
});

/** A sink in memory: the chunks as they were appended, and the file as a reader would see it. */
function memory() {
  const chunks: { bytes: Buffer; at: number }[] = [];
  let head = Buffer.alloc(0);
  return {
    chunks,
    append: async (bytes: Uint8Array, at: number) => void chunks.push({ bytes: Buffer.from(bytes), at }),
    sealHead: async (bytes: Uint8Array) => {
      head = Buffer.from(bytes);
    },
    file: () => Buffer.concat([head, Buffer.concat(chunks.map(({ bytes }) => bytes)).subarray(head.length)]),
  };
}

test('the first frame is on its way at once, with the head before it', () => {
  const sink = memory();
  createWebmWriter(sink, 0).write(sound(0));
  expect(sink.chunks).toHaveLength(1);
  expect(sink.chunks[0]?.bytes.length).toBeGreaterThan(HEAD_BYTES);
  expect(readClusters(sink.chunks[0]?.bytes ?? Buffer.alloc(0))[0]?.frames).toMatchObject([{ kind: 'audio', milliseconds: 0 }]);
});

test('every chunk after the first is one cluster of a second at most, and a key frame begins one', async () => {
  const sink = memory();
  const writer = createWebmWriter(sink, 0);
  for (let at = 0; at < 5000; at += 20) {
    writer.write(sound(at));
    if (at % 40 === 0) writer.write(picture(at, at % 1800 === 0));
  }
  await writer.finish();
  for (const { bytes } of sink.chunks.slice(1)) {
    const clusters = readClusters(bytes);
    expect(clusters).toHaveLength(1);
    const times = clusters[0]?.frames.map((frame) => frame.milliseconds) ?? [];
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(LONGEST_CLUSTER_MILLISECONDS);
    const keys = clusters[0]?.frames.filter((frame) => frame.kind === 'video').map((frame) => frame.key) ?? [];
    expect(keys.slice(1)).not.toContain(true);
  }
});

test('every frame comes back as it was given, each kind in order', async () => {
  const sink = memory();
  const writer = createWebmWriter(sink, 0);
  const given = Array.from({ length: 300 }, (_, index) => (index % 3 === 0 ? picture(index * 10, index % 90 === 0) : sound(index * 10)));
  // Sound arrives a little before the picture it belongs to.
  const arrived = given.toSorted(
    (one, other) => one.milliseconds + (one.kind === 'video' ? 60 : 0) - (other.milliseconds + (other.kind === 'video' ? 60 : 0)),
  );
  for (const frame of arrived) writer.write(frame);
  await writer.finish();
  const stored = readClusters(sink.file()).flatMap((cluster) => cluster.frames);
  for (const kind of ['audio', 'video'] as const) {
    const expected = given
      .filter((frame) => frame.kind === kind)
      .map(({ milliseconds, key, data }) => ({ kind, milliseconds, key, data: Buffer.from(data) }));
    expect(stored.filter((frame) => frame.kind === kind)).toEqual(expected);
  }
  expect(writer.summary).toMatchObject({ audioFrames: 200, videoFrames: 100, firstSize: { width: 320, height: 240 } });
});

test('the final head tells duration and size, and its cues point at clusters that begin with a key frame', async () => {
  const sink = memory();
  const writer = createWebmWriter(sink, 0);
  for (let at = 0; at <= 10_000; at += 100) writer.write(picture(at, at % 5000 === 0));
  await writer.finish();
  const file = sink.file();
  const clusterStarts = readClusters(file)
    .filter(({ frames }) => frames[0]?.key)
    .map(({ position }) => position);
  const segmentStart = file.indexOf(Buffer.from('18538067', 'hex')) + 12;
  const cues = [...cuePositions(file)];
  expect(cues.map((position) => position + segmentStart)).toEqual(clusterStarts);
  expect(cues).toHaveLength(3);
  const durationAt = file.indexOf(Buffer.from('448988', 'hex')) + 3;
  expect(file.readDoubleBE(durationAt)).toBeCloseTo(10_033, 0);
});

test('a track that never had media is not in the final head, so that no player waits for it', async () => {
  const onlySound = memory();
  const writer = createWebmWriter(onlySound, 0);
  for (let at = 0; at < 3000; at += 20) writer.write(sound(at));
  expect(onlySound.chunks[0]?.bytes.includes('V_VP8')).toBe(true);
  await writer.finish();
  expect(onlySound.file().includes('V_VP8')).toBe(false);
  expect(onlySound.file().includes('A_OPUS')).toBe(true);
  expect([...cuePositions(onlySound.file())].length).toBeGreaterThan(0);
});

test('more cues than the reserved room holds are thinned out, and the head keeps its size', () => {
  const cues = Array.from({ length: 20_000 }, (_, index) => ({
    track: VIDEO_TRACK as 1,
    milliseconds: index * 1000,
    position: HEAD_BYTES + index * 100_000,
  }));
  for (const count of [0, 1, 700, 780, 800, 5000, 20_000]) {
    const end = { durationMilliseconds: 1, fileBytes: 5e9, cues: cues.slice(0, count) };
    const head = encodeHead({ startedAt: 0, video: { width: 640, height: 480 }, audio: true, end });
    expect(head.length, `${count} cues`).toBe(HEAD_BYTES);
    if (count > 0) expect([...cuePositions(head)].length).toBeGreaterThanOrEqual(Math.min(count, 300));
  }
});

test('nothing was ever recorded: nothing is written', async () => {
  const sink = memory();
  await createWebmWriter(sink, 0).finish();
  expect(sink.chunks).toEqual([]);
});

/** CueClusterPosition of every cue point in a file. */
function* cuePositions(file: Buffer): Generator<number> {
  const cuesAt = file.indexOf(Buffer.from('1c53bb6b', 'hex'));
  if (cuesAt < 0) return;
  for (let at = cuesAt; at < HEAD_BYTES; at++) {
    // CueTrack (f7 81 nn) stands right before CueClusterPosition (f1, size, number).
    if (file[at] !== 0xf7 || file[at + 1] !== 0x81 || file[at + 3] !== 0xf1) continue;
    yield file.readUIntBE(at + 5, (file[at + 4] ?? 0) & 0x7f);
  }
}
